// Function → what carries it out. Complete by its type: a function without a handler does not compile.
import { bootFromIso, changePassword, rebuild, rescue, unrescue } from "./boot-handlers.ts";
import type { Handler } from "./call.ts";
import { editCopies, listCopies } from "./copy-handlers.ts";
import { editFilter } from "./filter-handlers.ts";
import type { FunctionName } from "./functions.ts";
import { imageDelete, imageEdit, imageOrder, images } from "./image-handlers.ts";
import { instances, instancesDelete, instancesEdit, measures, vnc } from "./instance-handlers.ts";
import { sshkeys, sshkeysDelete, sshkeysEdit, sshkeysGenerator } from "./key-handlers.ts";
import { confirmCart, order, pricelist } from "./order-handlers.ts";
import { changePricelist, confirmResize, getMoney } from "./plan-handlers.ts";
import { hardReboot, reboot, secondName, start, stop } from "./power-handlers.ts";
import { scheduleDelete, scheduleEdit, schedules } from "./schedule-handlers.ts";
import { logIn, whoAmI } from "./sessions.ts";

export const HANDLERS: Readonly<Record<FunctionName, Handler>> = {
  auth: logIn,
  whoami: whoAmI,
  "v2.instances.order.pricelist": pricelist,
  "v2.instances.order.param": order,
  "cartorder.create.confirm": confirmCart,
  instances,
  "instances.filter": editFilter,
  "instances.edit": instancesEdit,
  "instances.delete": instancesDelete,
  "service.delete": secondName(instancesDelete),
  "service.start": start,
  "service.stop": stop,
  "instances.start": secondName(start),
  "instances.stop": secondName(stop),
  "service.reboot": reboot,
  "service.hardreboot": hardReboot,
  "service.changepricelist": changePricelist,
  "service.changepricelist.getmoney": getMoney,
  "instances.confirm.resize": confirmResize,
  "instances.fleio.rebuild": rebuild,
  "instances.fleio.changepassword": changePassword,
  "instances.fleio.rescue": rescue,
  "instances.fleio.unrescue": unrescue,
  "instances.fleio.boot_from_iso": bootFromIso,
  "instances.fleio.vnc": vnc,
  "instances.fleio.measures": measures,
  "instances.snapshots": listCopies("snapshot"),
  "instances.snapshots.filter": editFilter,
  "instances.snapshots.edit": editCopies("snapshot"),
  "instances.fleio_bckps": listCopies("backup"),
  "instances.fleio_bckps.filter": editFilter,
  "instances.fleio_bckps.edit": editCopies("backup"),
  "instances.fleio_bckps.schedule": schedules,
  "instances.fleio_bckps.schedule.filter": editFilter,
  "instances.fleio_bckps.schedule.edit": scheduleEdit,
  "instances.fleio_bckps.schedule.delete": scheduleDelete,
  image: images,
  "image.filter": editFilter,
  "image.edit": imageEdit,
  "image.delete": imageDelete,
  "v2.image.order.param": imageOrder,
  sshkeys,
  "sshkeys.filter": editFilter,
  "sshkeys.edit": sshkeysEdit,
  "sshkeys.delete": sshkeysDelete,
  "sshkeys.generator": sshkeysGenerator,
};
