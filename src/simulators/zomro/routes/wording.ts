// What the vendor says in words, per language: days, statuses, errors. The codes are elsewhere; no rule may depend on these texts.
export type Language = "en" | "ru";

export interface Wording {
  language: Language;
  /** From Sunday. */
  days: readonly string[];
  /** By billing code, [BM]. */
  statuses: Readonly<Record<string, string>>;
  activation: string;
  deletion: string;
  /** A stopped service, [Z468]. */
  stopped: string;
  yes: string;
  no: string;
  /** `expiredate` of a service that is paid daily, [3P]. */
  daily: string;
  /** By `$type`, or `$type.$object`; all texts are [ASSUMED]. */
  errors: Readonly<Record<string, string>>;
}

const ENGLISH: Wording = {
  language: "en",
  days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  statuses: { "1": "Ordered", "2": "Active", "3": "Suspended", "4": "Deleted", "5": "Processing" },
  activation: "Activation in progress",
  deletion: "Deletion in progress",
  stopped: "Temporary suspended",
  yes: "Yes",
  no: "No",
  daily: "Daily payment",
  errors: {
    "auth.badpassword": "Wrong user name or password",
    auth: "Your session has expired. Please log in again",
    missed: "The required parameter '{object}' is missing",
    "missed.func": "The function does not exist",
    "missed.item": "The item was not found",
    value: "The '{object}' field has an invalid value",
    "value.status": "The operation is not available in the current status of the service",
    exists: "The '{object}' already exists",
    access: "Insufficient privileges",
    "access.protected": "The image is protected from deletion",
    limit: "The limit is exceeded: {object}",
    "limit.balance": "Insufficient funds on your account",
    busy: "Another operation is in progress. Please try again later",
  },
};

const RUSSIAN: Wording = {
  language: "ru",
  days: ["Воскресенье", "Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота"],
  statuses: { "1": "Заказан", "2": "Активен", "3": "Остановлен", "4": "Удалён", "5": "Обрабатывается" },
  activation: "Выполняется активация",
  deletion: "Выполняется удаление",
  stopped: "Временно приостановлен",
  yes: "Да",
  no: "Нет",
  daily: "Ежедневная оплата",
  errors: {
    "auth.badpassword": "Неверное имя пользователя или пароль",
    auth: "Сессия истекла. Войдите ещё раз",
    missed: "Не указан обязательный параметр «{object}»",
    "missed.func": "Функция не существует",
    "missed.item": "Элемент не найден",
    value: "Поле «{object}» имеет недопустимое значение",
    "value.status": "Операция недоступна в текущем состоянии услуги",
    exists: "«{object}» уже существует",
    access: "Недостаточно прав",
    "access.protected": "Образ защищён от удаления",
    limit: "Превышено ограничение: {object}",
    "limit.balance": "Недостаточно средств на счёте",
    busy: "Выполняется другая операция. Повторите попытку позже",
  },
};

const WORDINGS: Readonly<Record<Language, Wording>> = { en: ENGLISH, ru: RUSSIAN };
export const LANGUAGES = ["en", "ru"] as const;

/** A language that the panel does not have is the account's own. */
export function wordingFor(wanted: string | undefined, own: Language): Wording {
  return WORDINGS[LANGUAGES.find((known) => known === wanted) ?? own];
}

export function errorText(words: Wording, type: string, object: string): string {
  const text = words.errors[`${type}.${object}`] ?? words.errors[type] ?? type;
  return text.replace("{object}", object);
}
