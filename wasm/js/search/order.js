// The words of the choice between orders of results, in all languages. search.js and
// page.js offer it.

/** orderName returns the name of the choice: its two orders. */
export const orderName = ({ orders, weight }) => `${orders} / ${weight}`;

export const orderWords = {
  names: 'orders|weight',
  en: 'Newest|Most relevant',
  ko: '최신순|관련도순',
  ru: 'Новые|Подходящие',
  ar: 'الأحدث|الأكثر صلة',
  fr: 'Plus récentes|Plus pertinentes',
  es: 'Más recientes|Más relevantes',
  zh: '最新|最相关',
  mn: 'Шинэ|Тохирох',
  tr: 'En yeni|En ilgili',
  kk: 'Жаңа|Сәйкес',
  fa: 'تازه‌ترین|مرتبط‌ترین',
  de: 'Neueste|Treffendste',
  ja: '新しい順|関連度順',
};
