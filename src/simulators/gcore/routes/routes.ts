// Every method by name. The names stand in fault files and in the log, so they are kept once given.

import { volumeActions } from "../objects/volume-actions.ts";
import type { Routes } from "./call.ts";
import { convertRoutes } from "./convert-routes.ts";
import { floatingIpRoutes } from "./floating-ip-routes.ts";
import { imageRoutes } from "./image-routes.ts";
import { instanceInsights } from "./instance-insights.ts";
import { instanceReads } from "./instance-reads.ts";
import { instanceRoutes } from "./instance-routes.ts";
import { interfaceRoutes } from "./interface-routes.ts";
import { keyPairRoutes } from "./key-pair-routes.ts";
import { limitRoutes } from "./limit-routes.ts";
import { metadataRoutes } from "./metadata-routes.ts";
import { networkRoutes } from "./network-routes.ts";
import { olderSecurityRoutes } from "./older-security-routes.ts";
import { placeRoutes } from "./place-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import { portRoutes } from "./port-routes.ts";
import { powerRoutes } from "./power-routes.ts";
import { pricingRoutes } from "./pricing-routes.ts";
import { resellerRoutes } from "./reseller-routes.ts";
import { reservedIpRoutes } from "./reserved-ip-routes.ts";
import { resizeRoutes } from "./resize-routes.ts";
import { routerRoutes } from "./router-routes.ts";
import { securityGroupRoutes } from "./security-group-routes.ts";
import { serverGroupRoutes } from "./server-group-routes.ts";
import { snapshotRoutes } from "./snapshot-routes.ts";
import { sshKeyRoutes } from "./ssh-key-routes.ts";
import { subnetRoutes } from "./subnet-routes.ts";
import { taskRoutes } from "./task-routes.ts";
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
  ...routerRoutes,
  ...floatingIpRoutes,
  ...reservedIpRoutes,
  ...convertRoutes,
  ...olderSecurityRoutes,
  ...metadataRoutes,
  ...instanceInsights,
  ...limitRoutes,
  ...pricingRoutes,
  ...resellerRoutes,
};

export const METHOD_NAMES: readonly string[] = Object.keys(ROUTES);
