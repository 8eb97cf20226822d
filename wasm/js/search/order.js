// The words of the choice between orders of results, in all languages. search.js and
// page.js offer it.

export const orderWords = {
  names: 'order|orders|weight',
  en: 'Order|Newest|Most relevant',
  ko: '정렬|최신순|관련도순',
  ru: 'Порядок|Новые|Подходящие',
  ar: 'الترتيب|الأحدث|الأكثر صلة',
  fr: 'Ordre|Plus récentes|Plus pertinentes',
  es: 'Orden|Más recientes|Más relevantes',
  zh: '排序|最新|最相关',
  mn: 'Эрэмбэ|Шинэ|Тохирох',
  tr: 'Sıra|En yeni|En ilgili',
  kk: 'Реті|Жаңа|Сәйкес',
  fa: 'ترتیب|تازه‌ترین|مرتبط‌ترین',
  de: 'Sortierung|Neueste|Treffendste',
  ja: '並べ替え|新しい順|関連度順',
};
