/** Characters. What is shorter would be found in texts that have nothing to do with it: it is masked in its own field only. */
export const SHORTEST_SECRET = 6;
