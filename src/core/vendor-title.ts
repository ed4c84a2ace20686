// A vendor as people write it: `Serveroid`. Pure.

export function titleOfVendor(vendor: string): string {
  return vendor.charAt(0).toUpperCase() + vendor.slice(1);
}
