// Modules that the bundler makes.

declare module 'worker:source' {
  const text: string
  export default text
}

declare module '*.css'
