// Loads with the first text that has to be measured: making its expressions takes three milliseconds, and most texts are plain.
let measure;

module.exports = function stringWidth(text, options) {
  measure ??= require("../../node_modules/fast-string-width/dist/index.js").default;
  return measure(text, options);
};
