// The declared resources and what needs what, as data.
import type { Address } from "./address.ts";

export interface ResourceNode {
  /** `vms.web[0]`; instances of one group as one node: `vms.web[0..35]`. */
  readonly address: Address;
  readonly type: string;
  /** The provider entry. */
  readonly provider: string;
}

export interface ResourceEdge {
  /** It needs `to`: whose address its block names, or what it `dependsOn`. */
  readonly from: Address;
  readonly to: Address;
}

export interface ResourceGraph {
  readonly nodes: readonly ResourceNode[];
  readonly edges: readonly ResourceEdge[];
}
