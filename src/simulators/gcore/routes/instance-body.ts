// The body of an instance's creation: today's names, and the older ones that the server still takes, [LEGACY].
import {
  anything,
  type Field,
  flag,
  integer,
  list,
  object,
  optional,
  optionalOrNull,
  type Read,
  text,
  union,
  withDefault,
  word,
} from "./body-shape.ts";
import {
  attachmentTag,
  interfaceName,
  ip,
  ipFamily,
  name,
  nameTemplate,
  size,
  tags,
  uuid,
  volumeType,
  withId,
} from "./field-shapes.ts";

const everyVolume = {
  name: optional(name),
  attachment_tag: optional(attachmentTag),
  delete_on_termination: withDefault(flag, false),
  tags,
  // The older name of `tags`, [LEGACY].
  metadata: tags,
};
const bootIndex = optional(integer());
/** [LEGACY] writes what it does not mean as an empty text. */
const textOrNothing: Field<string | undefined> = (value, at, problems) =>
  value === "" ? undefined : optional(text())(value, at, problems);
const sized = { ...everyVolume, size: optional(size), type_name: optional(volumeType), boot_index: bootIndex };

const newVolume = object({
  ...everyVolume,
  source: word("new-volume"),
  size,
  type_name: optional(volumeType),
  // Means nothing on a blank disk, but [LEGACY] never leaves it out.
  boot_index: bootIndex,
});
const imageVolume = object({ ...sized, source: word("image"), image_id: uuid });
const snapshotVolume = object({
  ...everyVolume,
  source: word("snapshot"),
  snapshot_id: uuid,
  size,
  type_name: optional(word("standard", "ssd_hiiops")),
  boot_index: bootIndex,
});
const templateVolume = object({ ...sized, source: word("apptemplate"), apptemplate_id: text() });
// A name, size or type is refused here: the volume has its own.
const existingVolume = object({
  source: word("existing-volume"),
  volume_id: uuid,
  boot_index: bootIndex,
  attachment_tag: optional(attachmentTag),
  delete_on_termination: withDefault(flag, false),
  tags,
});

export type VolumeBody =
  | ReturnType<typeof newVolume>
  | ReturnType<typeof imageVolume>
  | ReturnType<typeof snapshotVolume>
  | ReturnType<typeof templateVolume>
  | ReturnType<typeof existingVolume>;

const volume = union<VolumeBody>("source", {
  "new-volume": newVolume,
  image: imageVolume,
  snapshot: snapshotVolume,
  apptemplate: templateVolume,
  "existing-volume": existingVolume,
});

// The older Go client sends an empty id with a new one, [LEGACY].
const newFloating = object({ source: word("new"), existing_floating_id: optional(word("")) });
const existingFloating = object({ source: word("existing"), existing_floating_id: uuid });
export type FloatingBody = ReturnType<typeof newFloating> | ReturnType<typeof existingFloating>;
const floating = optional(union<FloatingBody>("source", { new: newFloating, existing: existingFloating }));

const everyInterface = { interface_name: optionalOrNull(interfaceName), security_groups: optional(list(withId)) };
const external = object({ ...everyInterface, type: word("external"), ip_family: ipFamily });
const subnet = object({
  ...everyInterface,
  type: word("subnet"),
  network_id: uuid,
  subnet_id: uuid,
  floating_ip: floating,
});
const anySubnet = object({
  ...everyInterface,
  type: word("any_subnet"),
  network_id: uuid,
  ip_address: optional(ip),
  ip_family: ipFamily,
  floating_ip: floating,
});
const reserved = object({
  ...everyInterface,
  type: word("reserved_fixed_ip"),
  port_id: text(),
  floating_ip: floating,
});

export type InterfaceBody =
  | ReturnType<typeof external>
  | ReturnType<typeof subnet>
  | ReturnType<typeof anySubnet>
  | ReturnType<typeof reserved>;

export const newInterface = union<InterfaceBody>("type", {
  external,
  subnet,
  any_subnet: anySubnet,
  reserved_fixed_ip: reserved,
});

const spec = {
  flavor: text(),
  volumes: list(volume, { min: 1 }),
  interfaces: list(newInterface, { min: 1 }),
  name: optional(name),
  name_template: optional(nameTemplate),
  ssh_key_name: optionalOrNull(text()),
  username: textOrNothing,
  password: textOrNothing,
  user_data: textOrNothing,
  security_groups: optional(list(withId)),
  servergroup_id: optional(uuid),
  tags,
  allow_app_ports: optional(flag),
  configuration: optionalOrNull(anything),
  // The older names, [LEGACY].
  names: optional(list(name, { min: 1, max: 10 })),
  name_templates: optional(list(nameTemplate, { min: 1, max: 10 })),
  keypair_name: optionalOrNull(text()),
  metadata: tags,
};

export type InstanceBody = Read<typeof spec>;
export const instanceBody = object(spec);
