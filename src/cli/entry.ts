// What Node runs first: as little as can be, since Node compiles this file at each start. The rest is compiled once (docs/adr/0032).
import { loadProgram } from "./compile-cache/load-program.ts";

loadProgram(import.meta.dirname);
