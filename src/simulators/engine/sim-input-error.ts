// The one error for what a person handed in wrongly: a seed, a fault file, an option. Lists every problem found.
export class SimInputError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SimInputError";
    this.problems = problems;
  }
}
