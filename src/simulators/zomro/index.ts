// The stand-in of Zomro's Cloud VPS (api.zomro.com, a BILLmanager), written from the vendor's pages and sightings of its panel.
// Sources: [S000] rescue, [S001] snapshots, [S004] schedules, [Z…] articles by number: the vendor; [BM] the platform's documents;
// [CP] the vendor's panel; [3P] public clients; C… contradictions of these; [ASSUMED] nothing says so.
import type { SimulatedVendor, VendorDefinition } from "../engine/simulated-vendor.ts";
import { advanceWorld } from "./objects/advance-world.ts";
import type { World } from "./objects/world.ts";
import { METHOD_NAMES } from "./routes/functions.ts";
import { recogniseCall } from "./routes/recognise-call.ts";
import { accountFromSeed } from "./seed/account-from-seed.ts";
import { accountState } from "./seed/account-state.ts";
import { changeAccount } from "./seed/change-account.ts";
import { keepWorld, resumeWorld } from "./seed/keep-world.ts";
import { overviewOf } from "./seed/overview.ts";
import { startWorld } from "./seed/start-world.ts";

export const zomro: VendorDefinition = {
  methods: METHOD_NAMES,
  start: (seed, setting) => vendorOf(startWorld(accountFromSeed(seed, setting.clock.now()), setting)),
  resume: (snapshot, setting) => vendorOf(resumeWorld(snapshot, setting)),
};

function vendorOf(world: World): SimulatedVendor {
  const { credentials } = world.account;
  return {
    secrets: {
      names: new Set(["auth", "authinfo", "password"]),
      // A short one (`sim`) is no secret and may well be a name.
      values: new Set(credentials.map(({ password }) => password).filter((password) => password.length >= 6)),
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
      ZOMRO_ENDPOINT: endpoint,
      ZOMRO_USERNAME: credentials[0]?.username ?? "",
      ZOMRO_PASSWORD: credentials[0]?.password ?? "",
    }),
  };
}
