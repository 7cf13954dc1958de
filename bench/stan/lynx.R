# Samples lynx.stan several times, on one core, and prints a line for each: its seconds and
# the means of its parameters. Arguments: the folder of this file, the data as one line, the
# folder for the compiled model, the first seed, how many. Compiling is not timed.
suppressMessages(library(rstan))
args <- commandArgs(TRUE)
options(mc.cores = 1)
rstan_options(auto_write = TRUE)
if (rstan_options("boost_lib") == "") rstan_options(boost_lib = "/usr/include") # where Debian has it
file.copy(file.path(args[1], "lynx.stan"), args[3])
model <- stan_model(file.path(args[3], "lynx.stan"))
numbers <- as.numeric(strsplit(readLines(args[2]), " ")[[1]]) # ts, then start, then hares, then lynx
n <- (length(numbers) - 2) / 3
data <- list(years = n, ts = numbers[1:n], start = numbers[n + 1:2], y = cbind(numbers[n + 2 + 1:n], numbers[2 * n + 2 + 1:n]))
seed <- as.integer(args[4])
# From its usual starts, anywhere within exp(-2) to exp(2), some chains stay where predation
# is twenty standard deviations off; they start about the priors' centres instead.
about <- function(v) v * exp(rnorm(length(v), 0, 0.1))
start <- function() list(theta = about(c(1, 0.05, 1, 0.05)), z0 = about(c(10, 10)), sigma = about(c(0.4, 0.4)))
for (i in seq_len(as.integer(args[5]))) {
  set.seed(seed + i)
  took <- system.time(fit <- sampling(model, data = data, seed = seed + i, chains = 4, iter = 2000, init = start, refresh = 0, show_messages = FALSE))
  draws <- as.matrix(fit, pars = c("theta", "z0", "sigma"))
  cat("run", took[["elapsed"]], colMeans(draws), "\n")
}
cat("version", as.character(packageVersion("rstan")), "\n")
