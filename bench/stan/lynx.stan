// Hares and lynx: the posterior hudson_lynx_hare-lotka_volterra of posteriordb, by its
// definition in the table A1.1 of the acceptance tests.
functions {
  real[] growth(real t, real[] z, real[] theta, real[] none, int[] nothing) {
    return { (theta[1] - theta[2] * z[2]) * z[1], (theta[4] * z[1] - theta[3]) * z[2] };
  }
}
data {
  int<lower=1> years;
  real ts[years];
  real<lower=0> start[2];
  real<lower=0> y[years, 2];
}
parameters {
  real<lower=0> theta[4];
  real<lower=0> z0[2];
  real<lower=0> sigma[2];
}
transformed parameters {
  real z[years, 2] = integrate_ode_rk45(growth, z0, 0, ts, theta, rep_array(0.0, 0), rep_array(0, 0), 1e-5, 1e-3, 5e2);
}
model {
  theta[{1, 3}] ~ normal(1, 0.5);
  theta[{2, 4}] ~ normal(0.05, 0.05);
  sigma ~ lognormal(-1, 1);
  z0 ~ lognormal(log(10), 1);
  for (k in 1:2) {
    start[k] ~ lognormal(log(z0[k]), sigma[k]);
    y[, k] ~ lognormal(log(z[, k]), sigma[k]);
  }
}
