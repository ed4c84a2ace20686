// The stand-in of Serveroid / FLOPS (api.flops.ru, v1), written from the vendor's page and sightings of the live service.
// Sources: [S002] the vendor's page; [PF], [ED] public clients run against the live service; [ASSUMED] nothing says so.
import type { SimulatedVendor, VendorDefinition } from "../engine/simulated-vendor.ts";
import { advanceWorld } from "./objects/advance-world.ts";
import type { World } from "./objects/world.ts";
import { METHOD_NAMES } from "./routes/methods.ts";
import { recogniseCall } from "./routes/recognise-call.ts";
import { accountFromSeed } from "./seed/account-from-seed.ts";
import { accountState } from "./seed/account-state.ts";
import { changeAccount } from "./seed/change-account.ts";
import { keepWorld, resumeWorld } from "./seed/keep-world.ts";
import { overviewOf } from "./seed/overview.ts";
import { startWorld } from "./seed/start-world.ts";

export const serveroid: VendorDefinition = {
  methods: METHOD_NAMES,
  start: (seed, setting) => vendorOf(startWorld(accountFromSeed(seed, setting.clock.now()), setting)),
  resume: (snapshot, setting) => vendorOf(resumeWorld(snapshot, setting)),
};

function vendorOf(world: World): SimulatedVendor {
  const { credentials } = world.account;
  return {
    secrets: {
      names: new Set(["clientId", "apiKey", "password", "p"]),
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
      SERVEROID_ENDPOINT: endpoint,
      SERVEROID_CLIENT_ID: credentials[0]?.clientId ?? "",
      SERVEROID_API_KEY: credentials[0]?.apiKey ?? "",
    }),
  };
}
