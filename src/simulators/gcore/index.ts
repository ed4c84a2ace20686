// The stand-in of the Gcore Cloud API, written from the vendor's published OpenAPI document and pages.
// Sources: [SPEC] the OpenAPI document; [S003] the vendor's older page; [DOC …] product documentation; [LEGACY], [TF0], [TF2] public clients; [ASSUMED] nothing says so.
import type { SimulatedVendor, VendorDefinition } from "../engine/simulated-vendor.ts";
import { advanceWorld } from "./objects/advance-world.ts";
import type { World } from "./objects/world.ts";
import { recogniseCall } from "./routes/recognise-call.ts";
import { METHOD_NAMES } from "./routes/routes.ts";
import { accountFromSeed } from "./seed/account-from-seed.ts";
import { accountState } from "./seed/account-state.ts";
import { changeAccount } from "./seed/change-account.ts";
import { keepWorld, resumeWorld } from "./seed/keep-world.ts";
import { overviewOf } from "./seed/overview.ts";
import { startWorld } from "./seed/start-world.ts";

export const gcore: VendorDefinition = {
  methods: METHOD_NAMES,
  start: (seed, setting) => vendorOf(startWorld(accountFromSeed(seed, setting.clock.now()), setting)),
  resume: (snapshot, setting) => vendorOf(resumeWorld(snapshot, setting)),
};

function vendorOf(world: World): SimulatedVendor {
  const { credentials, objects } = world.account;
  return {
    secrets: {
      names: new Set(["password", "user_data", "configuration"]),
      // A short one (`sim`) is no secret and may well be a name.
      values: new Set(credentials.map(({ apiKey }) => apiKey).filter((key) => key.length >= 6)),
    },
    recognise: (request) => recogniseCall(world, request),
    state: () => {
      advanceWorld(world);
      return accountState(world);
    },
    change: (change) => {
      advanceWorld(world);
      return changeAccount(world, change);
    },
    overview: () => {
      advanceWorld(world);
      return overviewOf(world);
    },
    keeping: keepWorld(world),
    env: (endpoint) => ({
      GCORE_BASE_URL: endpoint,
      GCORE_API_KEY: credentials[0]?.apiKey ?? "",
      GCORE_CLOUD_PROJECT_ID: String([...objects.projects.values()][0]?.row.id ?? ""),
      GCORE_CLOUD_REGION_ID: String([...objects.regions.values()][0]?.row.id ?? ""),
    }),
  };
}
