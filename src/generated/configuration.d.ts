// Generated from schemas/source by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.
/**
 * What trueup keeps true: virtual machines at several providers, and what belongs to them.
 */
export interface RootBlock {
/**
 * Version of this format. Always 1.
 */
version: 1
/**
 * The scope of ownership and the name of the state. 3 to 41 lower-case letters, digits and hyphens. Never rename it: everything would look like somebody else's.
 */
stack: string
/**
 * Plain settings, used as ${var:NAME}; overridden by --var-file and --var. Values may refer to ${env:…}.
 */
vars?: ({

} | null)
/**
 * The accounts: TYPE or TYPE.ALIAS. Each resource names one of them. Credentials come from the environment.
 */
providers?: ({

} | null)
/**
 * Where the state is kept. Default: a local file.
 */
state?: ({

} | null)
/**
 * Merged under every resource of the section: maps deeply, lists and scalars replaced; only fields that the resource's provider has apply.
 */
defaults?: ({

} | null)
/**
 * Guard rails that hold apply back.
 */
policy?: ({

} | null)
/**
 * SSH public keys.
 */
keys?: ({

} | null)
/**
 * Named presets that VMs refer to by backupPolicy. They have no address and no entry in the state.
 */
backupPolicies?: ({

} | null)
/**
 * Virtual machines.
 */
vms?: ({

} | null)
/**
 * Snapshots: of a VM at serveroid and zomro, of a volume at gcore.
 */
snapshots?: ({

} | null)
/**
 * Backup or snapshot schedules at zomro and gcore. serveroid has only backupPolicy.
 */
schedules?: ({

} | null)
/**
 * Values to print after apply and with `trueup output`: text with ${vms.web[0].ips[0]} and the like.
 */
outputs?: ({

} | null)
/**
 * Renamed addresses: the object is kept, nothing is sent. All moves happen at once, so swaps work.
 */
moved?: (unknown[] | null)
/**
 * Resources taken out of this file on purpose: deleted (even if protected) or forgotten.
 */
removed?: (unknown[] | null)
/**
 * Existing objects to be taken over by a declared resource.
 */
import?: (unknown[] | null)
/**
 * Ignored: a place for anchors.
 * 
 * This interface was referenced by `RootBlock`'s JSON-Schema definition
 * via the `patternProperty` "^x-".
 */
[k: string]: {
[k: string]: unknown
} | 1 | string | {

} | null | unknown[] | undefined
}

/**
 * Guard rails that hold apply back.
 */
export type PolicyBlock = ({
/**
 * Destructive steps above this number are refused by apply.
 */
maxDeletes?: number
/**
 * Destructive steps above this share of the tracked resources are refused. Default 30 once 10 or more are tracked.
 */
maxDeletePercent?: number
/**
 * How much the monthly price may grow.
 */
maxMonthlyIncrease?: {
/**
 * The amount.
 */
amount: number
/**
 * Three letters: EUR.
 */
currency: string
/**
 * What to do when a price is not known. Default warn.
 */
unknown?: ("warn" | "refuse")
}
/**
 * After this time an order whose answer was lost may be made again; not shorter than the visibilityGrace of any provider. Default never.
 */
assumeAbsentAfter?: string
/**
 * Where a provider changes things by GET (serveroid) and a proxy, cache or load balancer on the way has told of itself: warn says so, refuse sends no change through it. Default warn.
 */
intermediaries?: ("warn" | "refuse")
/**
 * How old a saved plan may be. Default 24h.
 */
maxPlanAge?: string
/**
 * Environment variables whose values are no secrets: shown, and allowed in names, count and stack.
 */
publicEnv?: string[]
} | null)

/**
 * How many backups are kept and how often they are made. What a provider takes is checked where a VM uses it: serveroid needs both (every 3h, 6h, 12h, 24h or 72h), zomro takes keep only.
 */
export interface BackupPoliciesBlock {
/**
 * Backups kept: 1 to 10.
 */
keep?: number
/**
 * Time between two backups: 3h, 6h, 12h, 24h, 72h.
 */
every?: string
}

export interface OutputBlock {
/**
 * Text with ${vms.web[0].ips[0]} and the like.
 */
value: (string | number | boolean)
/**
 * Masked wherever it is shown.
 */
sensitive?: boolean
/**
 * For people.
 */
description?: string
}

export interface MovedBlock {
/**
 * The address as tracked before this plan; a * stands for any text within one part: vms.old-*.
 */
from: string
/**
 * The address from now on; each * takes what the same one of from stands for: vms.new-*.
 */
to: string
}

export interface RemovedBlock {
/**
 * The address that is no longer declared.
 */
from: string
/**
 * true deletes the object (even if protected), false forgets it.
 */
destroy: boolean
}

export interface ImportBlock {
/**
 * The declared address that takes the object over.
 */
to: string
/**
 * The object's id at the provider.
 */
id: (string | number)
}

/**
 * Merged under every resource of this provider: maps deeply, lists and scalars replaced.
 */
export type SectionDefaultsBlock = ({
/**
 * Defaults of keys.
 */
keys?: ({

} | null)
/**
 * Defaults of VMs.
 */
vms?: ({

} | null)
/**
 * Defaults of snapshots.
 */
snapshots?: ({

} | null)
/**
 * Defaults of schedules.
 */
schedules?: ({

} | null)
} | null)

export interface StateLocalBlock {
/**
 * A file on this machine.
 */
backend?: "local"
/**
 * Default .trueup/STACK.json beside the configuration.
 */
path?: string
/**
 * How long a lock lives without a heartbeat. Default 60s.
 */
lease?: string
/**
 * Encrypts the state at rest; lineage and serial stay readable.
 */
encryption?: {
/**
 * The passphrase, by reference: ${env:TRUEUP_PASSPHRASE}.
 */
passphrase: string
/**
 * Former passphrases, still good for reading.
 */
previous?: string[]
}
}

export interface StateS3Block {
/**
 * Numbered objects in a bucket; the store must honour If-None-Match.
 */
backend: "s3"
/**
 * The bucket.
 */
bucket: string
/**
 * Prefix of the objects, without a slash at either end: shop.json.
 */
key: string
/**
 * The region. Default AWS_REGION, else us-east-1.
 */
region?: string
/**
 * Scheme, host, port and optional prefix of another store than AWS. Default AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else AWS. Only loopback here; any other host must come from the environment or stand in TRUEUP_ALLOWED_HOSTS.
 */
endpoint?: string
/**
 * The bucket in the path instead of the host name. Default: with an endpoint yes, at AWS no.
 */
pathStyle?: boolean
/**
 * Default AWS_ACCESS_KEY_ID.
 */
accessKeyId?: string
/**
 * Default AWS_SECRET_ACCESS_KEY.
 */
secretAccessKey?: string
/**
 * Default AWS_SESSION_TOKEN.
 */
sessionToken?: string
/**
 * Allows plain http to a host that is not loopback.
 */
insecure?: boolean
/**
 * How long a lock lives without a heartbeat. Default 60s.
 */
lease?: string
/**
 * Encrypts the state at rest; lineage and serial stay readable.
 */
encryption?: {
/**
 * The passphrase, by reference: ${env:TRUEUP_PASSPHRASE}.
 */
passphrase: string
/**
 * Former passphrases, still good for reading.
 */
previous?: string[]
}
}

export interface StatePostgresBlock {
/**
 * A PostgreSQL database.
 */
backend: "postgres"
/**
 * postgres://…, by reference: ${env:DATABASE_URL}.
 */
url: string
/**
 * The schema of the tables. Default trueup.
 */
schema?: string
/**
 * Allows a connection without TLS, or without a check of the certificate, to a host that is not loopback.
 */
insecure?: boolean
/**
 * How long a lock lives without a heartbeat. Default 60s.
 */
lease?: string
/**
 * Encrypts the state at rest; lineage and serial stay readable.
 */
encryption?: {
/**
 * The passphrase, by reference: ${env:TRUEUP_PASSPHRASE}.
 */
passphrase: string
/**
 * Former passphrases, still good for reading.
 */
previous?: string[]
}
}

export interface StateHttpBlock {
/**
 * Terraform's http protocol: GitLab-managed state.
 */
backend: "http"
/**
 * Where the state is read and written.
 */
address: string
/**
 * Where the lock is taken.
 */
lockAddress: string
/**
 * Where the lock is given back. Default lockAddress.
 */
unlockAddress?: string
/**
 * Default POST.
 */
updateMethod?: ("POST" | "PUT")
/**
 * Default LOCK.
 */
lockMethod?: ("POST" | "PUT" | "LOCK")
/**
 * Default UNLOCK.
 */
unlockMethod?: ("POST" | "PUT" | "DELETE" | "UNLOCK")
/**
 * User name. Default TF_HTTP_USERNAME.
 */
username?: string
/**
 * Password or token, by reference. Default TF_HTTP_PASSWORD.
 */
password?: string
/**
 * Allows plain http to a host that is not loopback.
 */
insecure?: boolean
/**
 * How long a lock lives without a heartbeat. Default 60s.
 */
lease?: string
/**
 * Encrypts the state at rest; lineage and serial stay readable.
 */
encryption?: {
/**
 * The passphrase, by reference: ${env:TRUEUP_PASSPHRASE}.
 */
passphrase: string
/**
 * Former passphrases, still good for reading.
 */
previous?: string[]
}
}

/**
 * A gcore project and region. Credentials: GCORE_API_KEY.
 */
export type GcoreProvider = ({
/**
 * The project, by id or name. Default GCORE_CLOUD_PROJECT_ID.
 */
project?: (string | number)
/**
 * The region, by id or name. Default GCORE_CLOUD_REGION_ID.
 */
region?: (string | number)
/**
 * Default GCORE_API_KEY. Never write it here literally.
 */
apiKey?: string
/**
 * Scheme, host, port and optional prefix, without the API's own path. Here only the vendor's host or loopback; any other host must come from the environment or stand in TRUEUP_ALLOWED_HOSTS.
 */
endpoint?: string
/**
 * Allows plain http to a host that is not loopback.
 */
insecure?: boolean
/**
 * Operations not yet settled at the same time. Without it as many as the provider is known to bear; fewer while it says that it is busy.
 */
concurrency?: number
/**
 * A ceiling for requests per second. Without it the rate begins at what the provider is known to bear, grows while answers come quickly and halves when it refuses or slows down.
 */
requestsPerSecond?: number
/**
 * First pause between two looks at a running operation; it grows to 15s. Without it a share of the time that the operation has taken so far, closer about the time that its like have taken.
 */
pollInterval?: string
/**
 * How long one request may take; must be under three quarters of the lease. Default 30s.
 */
requestTimeout?: string
/**
 * How long a new object may stay out of lists. Default 2m.
 */
visibilityGrace?: string
/**
 * Whether each GET carries a parameter of its own, so that no cache on the way can answer it. Default true; false only if the provider refuses that parameter: then nothing is ever taken for absent.
 */
freshReads?: boolean
/**
 * Merged under every resource of this provider: maps deeply, lists and scalars replaced.
 */
defaults?: ({

} | null)
} | null)

export type GcoreKey = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The public key in OpenSSH's one-line form, usually ${file:./ops.pub}.
 */
publicKey: string
} | null)

/**
 * A virtual machine at gcore.
 */
export type GcoreVm = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this machine.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
/**
 * Under count or instances: replacements, rebuilds and restarts go in waves, and each wave waits for its check.
 */
rollout?: {
/**
 * Machines of a wave: a number, or a share of the group such as 25% (rounded down, at least one). Default 1.
 */
batch?: (number | string)
/**
 * Time between a change and its check. Default 0s.
 */
wait?: string
/**
 * How a machine is known to be well: one of tcp, http and command. ${ip} and ${name} are those of the machine.
 */
check?: {
/**
 * A port that takes connections.
 */
tcp?: number
/**
 * A URL that answers with 2xx or 3xx: http://${ip}/health.
 */
http?: string
/**
 * A program and its arguments, run without a shell, that ends with exit code 0: [./is-well, '${ip}']. Only with --allow-exec.
 * 
 * @minItems 1
 */
command?: [(string | number | boolean), ...((string | number | boolean))[]]
}
/**
 * The check is repeated for so long until it passes. Default 5m.
 */
timeout?: string
/**
 * What a failed check does: stop, the default, leaves the rest of the group as it is.
 */
onFailure?: "stop"
}
}
/**
 * An object that is looked up by id or name, never created, never deleted.
 */
existing?: {
/**
 * Its id at the provider.
 */
id?: (string | number)
/**
 * Its name at the provider.
 */
name?: string
}
/**
 * CPUs and memory: g2-standard-2-4. A change restarts the machine (allowRestart).
 */
flavor?: string
/**
 * Disks by name. One that disappears from here is a destructive step of its own.
 */
volumes?: {
[k: string]: {
/**
 * Made from an image, by name or id: ubuntu-24.04-x64.
 */
image?: string
/**
 * Made from a snapshot: a name under snapshots, or a snapshot's id.
 */
snapshot?: string
/**
 * A volume that exists, by id or name.
 */
existing?: string
/**
 * Whole GiB, only growing: 20GiB.
 */
size?: string
/**
 * standard, ssd_hiiops, ssd_lowlatency (no snapshots), ssd_local; which ones exist depends on the region.
 */
type?: ("standard" | "ssd_hiiops" | "ssd_lowlatency" | "ssd_local" | "cold" | "ultra")
/**
 * Whether the machine boots from it. Exactly one does.
 */
boot?: boolean
/**
 * Tags. Ours are the ones listed here; others are left alone.
 */
tags?: {
[k: string]: string | number | boolean
}
/**
 * What happens to the volume when it disappears from here, or with its machine. Default delete.
 */
onRemove?: ("delete" | "forget")
}
}
/**
 * Network interfaces by name.
 */
interfaces?: {
[k: string]: {
/**
 * external: a public address; subnet: a subnet of a network; anySubnet: any subnet of a network; reservedFixedIp: a reserved address.
 */
type: ("external" | "subnet" | "anySubnet" | "reservedFixedIp")
/**
 * The network, by name or id.
 */
network?: string
/**
 * The subnet, by name or id.
 */
subnet?: string
/**
 * ipv4 (default), ipv6 or dual.
 */
ipFamily?: ("ipv4" | "ipv6" | "dual")
/**
 * A fixed address, with anySubnet.
 */
ip?: string
/**
 * The port of the reserved address, with reservedFixedIp.
 */
port?: string
/**
 * new, or the id of a floating address.
 */
floatingIp?: string
/**
 * Security groups, by name or id. The whole set; [] empties it.
 * 
 * @maxItems 10
 */
securityGroups?: []|[string]|[string, string]|[string, string, string]|[string, string, string, string]|[string, string, string, string, string]|[string, string, string, string, string, string]|[string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string]|[string, string, string, string, string, string, string, string, string, string]
}
}
/**
 * The key, by its name in this configuration. gcore takes one, at creation only.
 * 
 * @maxItems 1
 */
keys?: []|[string]
/**
 * A user to make at creation (Linux), with password.
 */
username?: string
/**
 * The password, by reference. At creation only.
 */
password?: string
/**
 * cloud-init data in clear, usually ${file:./cloud-init.yaml}, or ${template:./cloud-init.yaml} to fill in ${name} and ${index}. At creation only; ignored by Linux images if password is set.
 */
userData?: string
/**
 * Instead of userData, bytes in base64, such as gzip: ${base64:./cloud-init.gz}.
 */
userDataBase64?: string
/**
 * Tags. Ours are the ones listed here; others are left alone.
 */
tags?: {
[k: string]: string | number | boolean
}
/**
 * The placement group, by name or id.
 */
placementGroup?: string
/**
 * on, off or suspended. true and false are taken too.
 */
power?: ("on" | "off" | "suspended" | true | false)
/**
 * Allows a restart that a change needs (another flavor). Default false.
 */
allowRestart?: boolean
} | null)

/**
 * A snapshot of one volume of a VM at gcore.
 */
export type GcoreSnapshot = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The name of a VM in this configuration: web, or web[0] under count.
 */
vm: string
/**
 * The volume, by its name under the VM's volumes. May be left out if the VM has only one.
 */
volume?: string
/**
 * Text for people; cannot be changed afterwards.
 */
description?: string
/**
 * Tags. Ours are the ones listed here; others are left alone.
 */
tags?: {
[k: string]: string | number | boolean
}
/**
 * When the snapshot is taken: before or after the other changes of the same apply. Default: before, when the VM exists.
 */
take?: ("before" | "after")
} | null)

/**
 * A lifecycle policy at gcore: snapshots of the volumes of the VMs, by cron or every; or by several schedules.
 */
export type GcoreSchedule = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider: 3 to 63 letters, digits, spaces, dots, underscores and hyphens. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The name of a VM in this configuration: web, or web[0] under count.
 */
vm?: string
/**
 * Names of VMs in this configuration. The whole set; [] empties it.
 */
vms?: string[]
/**
 * Only these volumes of each VM, by their names in its block. Default: all that it declares.
 * 
 * @minItems 1
 */
volumes?: [string, ...(string)[]]
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep?: number
/**
 * Whether the policy takes no snapshots for now. Default false.
 */
paused?: boolean
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
/**
 * Several schedules of one policy, at most 10, instead of cron or every and keep.
 * 
 * @minItems 1
 * @maxItems 10
 */
schedules?: [{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]|[{
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}, {
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
/**
 * A time zone such as Europe/Luxembourg, with cron. Default UTC.
 */
timezone?: string
/**
 * A fixed interval instead of cron: 6h. At least 1h, whole minutes.
 */
every?: string
/**
 * Snapshots kept: 1 to 10000. The oldest one goes first.
 */
keep: number
/**
 * How long each snapshot is kept: 14d.
 */
retain?: string
/**
 * How the snapshots are called, with {volume_id}, {schedule_id}, {lifecycle_policy_id}, {datetime_utc} and {local_datetime}: nightly {volume_id}.
 */
nameTemplate?: string
}]
} | null)

/**
 * A serveroid account and project. Credentials: SERVEROID_CLIENT_ID and SERVEROID_API_KEY.
 */
export type ServeroidProvider = ({
/**
 * The project, by description or id.
 */
project?: (string | number)
/**
 * Default SERVEROID_CLIENT_ID.
 */
clientId?: (string | number)
/**
 * Default SERVEROID_API_KEY. Never write it here literally.
 */
apiKey?: string
/**
 * Scheme, host, port and optional prefix, without the API's own path. Here only the vendor's host or loopback; any other host must come from the environment or stand in TRUEUP_ALLOWED_HOSTS.
 */
endpoint?: string
/**
 * Allows plain http to a host that is not loopback.
 */
insecure?: boolean
/**
 * How many times its memory a disk may have. Default 64.
 */
diskPerMemory?: number
/**
 * Operations not yet settled at the same time. Without it as many as the provider is known to bear; fewer while it says that it is busy.
 */
concurrency?: number
/**
 * A ceiling for requests per second. Without it the rate begins at what the provider is known to bear, grows while answers come quickly and halves when it refuses or slows down.
 */
requestsPerSecond?: number
/**
 * First pause between two looks at a running operation; it grows to 15s. Without it a share of the time that the operation has taken so far, closer about the time that its like have taken.
 */
pollInterval?: string
/**
 * How long one request may take; must be under three quarters of the lease. Default 30s.
 */
requestTimeout?: string
/**
 * How long a new object may stay out of lists. Default 2m.
 */
visibilityGrace?: string
/**
 * Whether each GET carries a parameter of its own, so that no cache on the way can answer it. Default true; false only if the provider refuses that parameter: then nothing is ever taken for absent.
 */
freshReads?: boolean
/**
 * Merged under every resource of this provider: maps deeply, lists and scalars replaced.
 */
defaults?: ({

} | null)
} | null)

export type ServeroidKey = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, sent exactly as written. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The public key in OpenSSH's one-line form, usually ${file:./ops.pub}.
 */
publicKey: string
} | null)

export interface ServeroidBackupPolicy {
/**
 * Backups kept: 1 to 10.
 */
keep: number
/**
 * Time between two backups.
 */
every: string
}

/**
 * A virtual machine at serveroid.
 */
export type ServeroidVm = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, sent exactly as written. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this machine.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
/**
 * Under count or instances: replacements, rebuilds and restarts go in waves, and each wave waits for its check.
 */
rollout?: {
/**
 * Machines of a wave: a number, or a share of the group such as 25% (rounded down, at least one). Default 1.
 */
batch?: (number | string)
/**
 * Time between a change and its check. Default 0s.
 */
wait?: string
/**
 * How a machine is known to be well: one of tcp, http and command. ${ip} and ${name} are those of the machine.
 */
check?: {
/**
 * A port that takes connections.
 */
tcp?: number
/**
 * A URL that answers with 2xx or 3xx: http://${ip}/health.
 */
http?: string
/**
 * A program and its arguments, run without a shell, that ends with exit code 0: [./is-well, '${ip}']. Only with --allow-exec.
 * 
 * @minItems 1
 */
command?: [(string | number | boolean), ...((string | number | boolean))[]]
}
/**
 * The check is repeated for so long until it passes. Default 5m.
 */
timeout?: string
/**
 * What a failed check does: stop, the default, leaves the rest of the group as it is.
 */
onFailure?: "stop"
}
}
/**
 * An object that is looked up by id or name, never created, never deleted.
 */
existing?: {
/**
 * Its id at the provider.
 */
id?: (string | number)
/**
 * Its name at the provider.
 */
name?: string
}
/**
 * The distribution, as `trueup catalog serveroid images` lists it. A change afterwards needs a rebuild, which destroys the disk.
 */
image?: {
/**
 * UBUNTU, DEBIAN, CENTOS, WINDOWS_2012, …
 */
name: string
/**
 * 32 or 64.
 */
bitness: (32 | 64)
/**
 * Matches as a prefix: Ubuntu 14.04.
 */
description?: string
}
/**
 * The tariff, by name or id.
 */
tariff?: (string | number)
/**
 * Memory, on an on-demand tariff only: 512MiB to 16GiB.
 */
memory?: string
/**
 * Disk, on an on-demand tariff only: 8GiB to 512GiB, at most 64 times the memory. It only grows.
 */
disk?: string
/**
 * CPUs, on an on-demand tariff only: 1 to 12. They only grow.
 */
cpu?: number
/**
 * How many public addresses. What the installation cannot give (it gives at most 2) is added afterwards. To give one up, name it in releaseIps.
 */
ips?: number
/**
 * Addresses to give up. One that the VM does not hold is left alone.
 */
releaseIps?: string[]
/**
 * The administrator's password: Latin letters of both cases and a digit or one of !()[]-.?~`. By reference: ${env:WEB_PASSWORD}.
 */
password?: string
/**
 * Lets the provider e-mail the password. Default false.
 */
sendPassword?: boolean
/**
 * Lets the provider's support in. Default false.
 */
supportAccess?: boolean
/**
 * Names of keys in this configuration. The whole set; [] empties it.
 */
keys?: string[]
/**
 * Software installed at creation, by name: mysql, postgresql, java, …
 */
software?: string[]
/**
 * Whether the machine runs. true and false are taken too.
 */
power?: ("on" | "off" | true | false)
/**
 * How the machine is stopped.
 */
shutdown?: {
/**
 * graceful asks the guest; force pulls the plug (unsaved data is lost). Default graceful.
 */
mode?: ("graceful" | "force")
/**
 * How long a graceful stop may take. The provider itself gives up after 3 minutes.
 */
timeout?: string
}
/**
 * The name of a preset under backupPolicies.
 */
backupPolicy?: string
/**
 * Makes the machine as a clone of another one, or of one of its snapshots.
 */
cloneOf?: {
/**
 * The name of a VM in this configuration: web, or web[0] under count.
 */
vm: string
/**
 * A snapshot of that VM, by its name in this configuration.
 */
snapshot?: string
}
/**
 * Allows a restart that a change needs (less memory). Default false.
 */
allowRestart?: boolean
} | null)

/**
 * A snapshot of a VM at serveroid.
 */
export type ServeroidSnapshot = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, sent exactly as written. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The name of a VM in this configuration: web, or web[0] under count.
 */
vm: string
/**
 * Text for people; cannot be changed afterwards.
 */
description?: string
/**
 * When the snapshot is taken: before or after the other changes of the same apply. Default: before, when the VM exists.
 */
take?: ("before" | "after")
} | null)

/**
 * A zomro account. Credentials: ZOMRO_USERNAME and ZOMRO_PASSWORD, or ZOMRO_SESSION.
 */
export type ZomroProvider = ({
/**
 * Default ZOMRO_USERNAME.
 */
username?: string
/**
 * Default ZOMRO_PASSWORD. Never write it here literally.
 */
password?: string
/**
 * A session token instead of user name and password. Default ZOMRO_SESSION.
 */
session?: string
/**
 * Scheme, host, port and optional prefix, without the API's own path. Here only the vendor's host or loopback; any other host must come from the environment or stand in TRUEUP_ALLOWED_HOSTS.
 */
endpoint?: string
/**
 * Allows plain http to a host that is not loopback.
 */
insecure?: boolean
/**
 * Operations not yet settled at the same time. Without it as many as the provider is known to bear; fewer while it says that it is busy.
 */
concurrency?: number
/**
 * A ceiling for requests per second. Without it the rate begins at what the provider is known to bear, grows while answers come quickly and halves when it refuses or slows down.
 */
requestsPerSecond?: number
/**
 * First pause between two looks at a running operation; it grows to 15s. Without it a share of the time that the operation has taken so far, closer about the time that its like have taken.
 */
pollInterval?: string
/**
 * How long one request may take; must be under three quarters of the lease. Default 30s.
 */
requestTimeout?: string
/**
 * How long a new object may stay out of lists. Default 2m.
 */
visibilityGrace?: string
/**
 * Merged under every resource of this provider: maps deeply, lists and scalars replaced.
 */
defaults?: ({

} | null)
} | null)

/**
 * An SSH key at zomro (through functions that no vendor page documents).
 */
export type ZomroKey = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, at most 100 characters. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The public key in OpenSSH's one-line form, usually ${file:./ops.pub}.
 */
publicKey: string
} | null)

export interface ZomroBackupPolicy {
/**
 * Automatic backups kept: 1 to 10.
 */
keep: number
}

/**
 * A virtual machine at zomro: an existing one, or with allowOrder a new one.
 */
export type ZomroVm = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, at most 100 characters. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this machine.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
/**
 * Under count or instances: replacements, rebuilds and restarts go in waves, and each wave waits for its check.
 */
rollout?: {
/**
 * Machines of a wave: a number, or a share of the group such as 25% (rounded down, at least one). Default 1.
 */
batch?: (number | string)
/**
 * Time between a change and its check. Default 0s.
 */
wait?: string
/**
 * How a machine is known to be well: one of tcp, http and command. ${ip} and ${name} are those of the machine.
 */
check?: {
/**
 * A port that takes connections.
 */
tcp?: number
/**
 * A URL that answers with 2xx or 3xx: http://${ip}/health.
 */
http?: string
/**
 * A program and its arguments, run without a shell, that ends with exit code 0: [./is-well, '${ip}']. Only with --allow-exec.
 * 
 * @minItems 1
 */
command?: [(string | number | boolean), ...((string | number | boolean))[]]
}
/**
 * The check is repeated for so long until it passes. Default 5m.
 */
timeout?: string
/**
 * What a failed check does: stop, the default, leaves the rest of the group as it is.
 */
onFailure?: "stop"
}
}
/**
 * An object that is looked up by id or name, never created, never deleted.
 */
existing?: {
/**
 * Its id at the provider.
 */
id?: (string | number)
/**
 * Its name at the provider.
 */
name?: string
}
/**
 * Allows ordering a new machine, through functions that no vendor page documents in full.
 */
allowOrder?: boolean
/**
 * The tariff, by name or id.
 */
tariff?: (string | number)
/**
 * How long the machine is ordered for: daily (pay as you go), or 1, 3, 6, 12 months. Cannot be changed afterwards.
 */
period?: ("daily" | 1 | 3 | 6 | 12 | "1" | "3" | "6" | "12")
/**
 * The data centre, by name or id. Cannot be changed afterwards.
 */
datacenter?: (string | number)
/**
 * The operating system, by its label: Debian 12. A change afterwards needs a rebuild, which destroys the disk.
 */
image?: string
/**
 * The password of root: 8 to 48 ASCII characters with an upper-case letter and a digit, without spaces and #. By reference: ${env:DB_PASSWORD}.
 */
password?: string
/**
 * The key, by its name in this configuration. zomro takes one, at installation only.
 * 
 * @maxItems 1
 */
keys?: []|[string]
/**
 * Whether the machine runs. true and false are taken too.
 */
power?: ("on" | "off" | true | false)
/**
 * The name of a preset under backupPolicies.
 */
backupPolicy?: string
/**
 * Rescue mode: the machine is booted from another image.
 */
rescue?: {
/**
 * The image to boot, by its label: Debian 12.
 */
image: string
/**
 * pub: the provider's images; own: one's own. Default pub.
 */
zone?: ("pub" | "own")
/**
 * The password in rescue mode, by reference.
 */
password?: string
/**
 * false leaves rescue mode. Default true.
 */
enabled?: boolean
}
} | null)

/**
 * A snapshot of a VM at zomro. It costs money per day; the panel allows 5 a day.
 */
export type ZomroSnapshot = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, at most 100 characters. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The name of a VM in this configuration: web, or web[0] under count.
 */
vm: string
/**
 * When the snapshot is taken: before or after the other changes of the same apply. Default: before, when the VM exists.
 */
take?: ("before" | "after")
} | null)

/**
 * A backup schedule of a VM at zomro: days and a time (GMT+3 by the panel), or a cron that says the same. How many backups are kept is said by the VM's backupPolicy.
 */
export type ZomroSchedule = ({
/**
 * One of the entries under providers: serveroid, gcore.backup, …
 */
provider?: string
/**
 * The name at the provider, at most 100 characters. Default: the key; KEY-INDEX under count, KEY-KEY under instances.
 */
name?: string
/**
 * How many of them: X[0], X[1], …; ${index} in any string.
 */
count?: number
/**
 * Instances by name: a list, or a map of overrides per instance; ${key} in any string.
 */
instances?: ((string | number)[] | {
[k: string]: {

} | null
} | null)
/**
 * Addresses that must be settled before this one: vms.db, keys.ops, vms.web[0].
 */
dependsOn?: string[]
/**
 * How long an operation may take. Defaults: create 30m, update 20m, delete 20m. Running out is not a failure of the provider: the next run goes on.
 */
timeouts?: {
/**
 * Time for a create, for example 30m.
 */
create?: string
/**
 * Time for an update, for example 20m.
 */
update?: string
/**
 * Time for a delete, for example 20m.
 */
delete?: string
}
/**
 * What trueup may and may not do to this resource.
 */
lifecycle?: {
/**
 * Forbids every destructive step; outlives this block. Default false.
 */
protect?: boolean
/**
 * Attributes used at creation and left alone afterwards: memory, tags.x, tags.*, all.
 */
ignore?: string[]
/**
 * Order of a replacement. Default delete-first.
 */
replace?: ("delete-first" | "create-first")
/**
 * Whether a change that only a rebuild can bring about may rebuild the machine in place (its disk is lost). Default never.
 */
rebuild?: ("never" | "allow")
/**
 * What happens when this block disappears. Default delete.
 */
onRemove?: ("delete" | "forget")
}
/**
 * The name of a VM in this configuration: web, or web[0] under count.
 */
vm: string
/**
 * The days of the week: [mon, tue, wed, thu, fri].
 * 
 * @minItems 1
 */
days?: [("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat"), ...(("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat"))[]]
/**
 * HH:MM in the provider's own time zone (GMT+3 by its panel).
 */
time?: string
/**
 * Minute, hour, day, month, weekday: 15 2 * * *. Day and weekday cannot both be restricted; 0 and 7 are Sunday.
 */
cron?: string
} | null)
