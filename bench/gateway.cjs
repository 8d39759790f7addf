// How fast `LocalGateway` is: ready after the synthesis of an app with ten routes and three functions, the first response, a warm call
// of a function in this process and of one in a worker, and the memory that 2,000 sequential calls leave. With `--rivals DIRECTORY`,
// a folder with serverless-offline and serverless (or @architect/sandbox) installed, their first response for the same two handlers.
// Build the toolkit first: `npm run build -w toolkit`.
//
//   node --expose-gc bench/gateway.cjs [--runs 5] [--rivals DIRECTORY]
