// What the program uses of prom-client, without the rest: that brings @opentelemetry/api, whose modules the bundler breaks ("Cannot
// access 't' before initialization"), and takes ten times as long to load.
module.exports = {
  Gauge: require("prom-client/lib/gauge.js"),
  Registry: require("prom-client/lib/registry.js"),
};
