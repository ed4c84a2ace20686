// The vendor's refusals: HTTP 200, `status: ERROR`, a Russian message. Codes without a source are ours, [ASSUMED].
export interface FieldError {
  field: string;
  message: string;
}

const MESSAGES: Record<string, string> = {
  // [S002]
  "error.not.owner": "Ошибка прав доступа. Обратитесь в службу поддержки.",
  "error.object.not.found": "Объект не найден. Обратитесь в службу поддержки.",
  "error.inet.ip.guest.add": "IP адрес добавлен, но настроить его в операционной системе не удалось.",
  "error.inet.ip.guest.remove": "IP адрес удалён, но остался в настройках операционной системы.",
  // Codes from [PF], messages ours.
  "error.vm.not.found": "Виртуальный сервер не найден.",
  "error.operation.already.started": "Над объектом уже выполняется другая операция.",
  "error.vm.volume.under.operation": "Диск виртуального сервера занят другой операцией.",
  "vm.limit.exceed": "Превышено допустимое количество виртуальных серверов.",
  "unexpected.exception": "Непредвиденная ошибка. Обратитесь в службу поддержки.",
  // [ASSUMED]
  "error.not.enough.money": "Недостаточно средств на лицевом счету.",
  "error.tariff.fixed": "Операция запрещена для фиксированного тарифного плана.",
  "error.distribution.clone": "Дистрибутив не поддерживает клонирование.",
  "error.inet.ip.limit": "Превышено допустимое количество IP адресов.",
  "error.vm.not.running": "Виртуальный сервер не запущен.",
  "error.operation.timeout": "Операция не была выполнена за отведённое время.",
};

/** Thrown by the rules, caught where the answer is built. */
export class Refusal extends Error {
  readonly code: string | null;
  readonly fieldErrors: readonly FieldError[];

  constructor(code: string | null, message: string, fieldErrors: readonly FieldError[] = []) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.fieldErrors = fieldErrors;
  }
}

export function messageOf(code: string): string {
  return MESSAGES[code] ?? "Ошибка выполнения операции.";
}

export function refusal(code: string, message = messageOf(code)): Refusal {
  return new Refusal(code, message);
}

/** Validation: `errorCode` null and `fieldErrors`, [PF]; the shape of a field error is [ASSUMED]. */
export function invalid(...fieldErrors: FieldError[]): Refusal {
  return new Refusal(null, "Переданы некорректные параметры.", fieldErrors);
}
