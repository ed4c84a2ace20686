// "did you mean": the known word nearest to a mistyped one, phrased as the end of a message.
import leven from "leven";

export function didYouMean(word: string, known: readonly string[]): string {
  const ranked = known.map((candidate) => ({ candidate, distance: leven(word, candidate) }));
  ranked.sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best && best.distance <= Math.max(2, Math.floor(word.length / 3))) return `did you mean "${best.candidate}"?`;
  return `known: ${known.join(", ")}`;
}
