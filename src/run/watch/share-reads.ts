// A provider whose bulk reads may be answered by what another stack of the account has read a moment ago. What is read by its id,
// and what a second read must confirm, is asked of the provider itself; so is all that changes something.
import type { Call, Provider } from "../../core/provider.ts";

const shared = (call: Call): Call => ({ ...call, mayShare: true });

export function shareReads(provider: Provider): Provider {
  const { preflight, quotas } = provider;
  return {
    ...provider,
    identify: (call) => provider.identify(shared(call)),
    observe: (scope, call) => provider.observe(scope, scope.ids === undefined ? shared(call) : call),
    resolve: (lookups, call) => provider.resolve(lookups, shared(call)),
    ...(preflight === undefined ? {} : { preflight: (request, call) => preflight(request, shared(call)) }),
    ...(quotas === undefined ? {} : { quotas: (call) => quotas(shared(call)) }),
  };
}
