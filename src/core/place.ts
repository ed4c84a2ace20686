// Where an object is: an account with its project and region. Data, compared by its key and never read back from text.

export interface Place {
  readonly account: string;
  readonly project?: string;
  readonly region?: string;
  /** Not at the provider, but at a stand-in of it (`trueup sim`). */
  readonly simulated?: true;
}

/** Of what is not found where it was made, and that was a simulator. */
export const SIMULATORS_FORGET =
  "it was made at a simulator, which keeps nothing when it ends, unless it is told to: trueup sim --keep FILE";

/** For people: `gcore account 1, project 77, region 76`. A project that is the account itself is said once. */
export function describePlace(vendor: string, { account, project, region, simulated }: Place): string {
  return [
    project === account ? `${vendor} project ${account}` : `${vendor} account ${account}`,
    ...(project === undefined || project === account || project === "" ? [] : [`project ${project}`]),
    ...(region === undefined || region === "" ? [] : [`region ${region}`]),
    ...(simulated === true ? ["at a simulator"] : []),
  ].join(", ");
}
