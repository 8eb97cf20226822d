// Words of the widget. Each table has a line of words for a language, "|"
// between them, and "one;many" where a language needs two forms.

/** wordsIn gives a table's words in a language, or in English, and the page's own where it has some. */
export function wordsIn({ names, ...languages }, locale, own = {}) {
  const primary = locale.toLowerCase().split('-')[0];
  const lang = Object.hasOwn(languages, primary) ? primary : 'en';
  const words = languages[lang].split('|');
  return { locale, lang, ...Object.fromEntries(names.split('|').map((name, i) => [name, own[name] ?? words[i]])) };
}

/** count says how many posts there are. */
export function count(words, n) {
  const forms = words.count.split(';');
  return fill(n === 1 ? forms[0] : forms.at(-1), n);
}

export const fill = (sentence, value) => sentence.replace('{}', () => value);

/** nearestLang is the language that applies at a node, through shadow roots. */
export function nearestLang(node) {
  for (; node; node = node.parentNode ?? node.host) {
    const lang = node.getAttribute?.('lang');
    if (lang) return lang;
  }
  return 'en';
}

/** The words of the list. */
export const listWords = {
  names: 'loading|count|empty|failed|stale|retry|more|pinned|number|subject|by|date',
  en: 'Loading…|1 post;{} posts|No posts yet.|The posts could not be loaded.|Could not refresh: may be out of date.|Try again|Older posts|Pinned|No.|Subject|By|Date',
  ko: '불러오는 중…|글 {}개|아직 글이 없습니다.|글을 불러오지 못했습니다.|새로 고치지 못했습니다.|다시 시도|이전 글 더 보기|공지|번호|제목|글쓴이|날짜',
  ru: 'Загрузка…|Сообщений: {}|Пока нет сообщений.|Не удалось загрузить.|Не удалось обновить.|Повторить|Ещё более ранние|Закреплено|№|Тема|Автор|Дата',
  ar: 'جارٍ التحميل…|عدد الأخبار: {}|لا توجد أخبار بعد.|تعذّر التحميل.|تعذّر التحديث.|إعادة المحاولة|أخبار أقدم|مثبت|الرقم|الموضوع|الكاتب|التاريخ',
  fr: 'Chargement…|1 annonce;{} annonces|Aucune annonce pour le moment.|Chargement impossible.|Actualisation impossible.|Réessayer|Annonces plus anciennes|Épinglé|Nº|Sujet|Auteur|Date',
  es: 'Cargando…|1 noticia;{} noticias|Aún no hay noticias.|No se pudo cargar.|No se pudo actualizar.|Reintentar|Noticias anteriores|Fijado|N.º|Asunto|Autor|Fecha',
  zh: '正在加载…|{} 篇|暂无内容。|无法加载。|无法刷新。|重试|更早的内容|置顶|编号|标题|作者|日期',
  mn: 'Ачаалж байна…|{} мэдээ|Одоогоор мэдээ алга.|Ачаалж чадсангүй.|Шинэчилж чадсангүй.|Дахин оролдох|Өмнөх мэдээнүүд|Онцолсон|№|Гарчиг|Нийтэлсэн|Огноо',
};
