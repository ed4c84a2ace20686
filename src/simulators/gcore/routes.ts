// Every method by name. The names stand in fault files and in the log, so they are kept once given.
import type { Routes } from "./call.ts";
import { floatingIpRoutes } from "./floating-ip-routes.ts";
import { imageRoutes } from "./image-routes.ts";
import { instanceReads } from "./instance-reads.ts";
import { instanceRoutes } from "./instance-routes.ts";
import { interfaceRoutes } from "./interface-routes.ts";
import { networkRoutes } from "./network-routes.ts";
import { placeRoutes } from "./place-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import { portRoutes } from "./port-routes.ts";
import { powerRoutes } from "./power-routes.ts";
import { resizeRoutes } from "./resize-routes.ts";
import { securityGroupRoutes } from "./security-group-routes.ts";
import { serverGroupRoutes } from "./server-group-routes.ts";
import { snapshotRoutes } from "./snapshot-routes.ts";
import { keyPairRoutes, sshKeyRoutes } from "./ssh-key-routes.ts";
import { subnetRoutes } from "./subnet-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { volumeActions } from "./volume-actions.ts";
import { volumeRoutes } from "./volume-routes.ts";

export const ROUTES: Routes = {
  ...taskRoutes,
  ...instanceRoutes,
  ...instanceReads,
  ...powerRoutes,
  ...resizeRoutes,
  ...interfaceRoutes,
  ...portRoutes,
  ...sshKeyRoutes,
  ...keyPairRoutes,
  ...snapshotRoutes,
  ...policyRoutes,
  ...volumeRoutes,
  ...volumeActions,
  ...placeRoutes,
  ...imageRoutes,
  ...securityGroupRoutes,
  ...serverGroupRoutes,
  ...networkRoutes,
  ...subnetRoutes,
  ...floatingIpRoutes,
};

export const METHOD_NAMES: readonly string[] = Object.keys(ROUTES);
