// The widget's own words. "one;many" where a language needs two forms.

const names = 'loading|count|empty|failed|stale|retry|more|back|newer|older|original|plain|pictures|pinned|updated'.split('|');

const languages = {
  en: 'Loading…|1 post;{} posts|No posts yet.|The posts could not be loaded.|Could not refresh: may be out of date.|Try again|Older posts|All posts|Newer|Older|Original|Shown as plain text.|Show pictures from {}|Pinned|updated',
  ko: '불러오는 중…|글 {}개|아직 글이 없습니다.|글을 불러오지 못했습니다.|새로 고치지 못했습니다.|다시 시도|이전 글 더 보기|목록|다음 글|이전 글|원문|일반 텍스트|{}의 사진 보기|공지|수정',
  ru: 'Загрузка…|Сообщений: {}|Пока нет сообщений.|Не удалось загрузить.|Не удалось обновить.|Повторить|Ещё более ранние|Все сообщения|Новее|Ранее|Оригинал|Простой текст|Показать изображения с {}|Закреплено|обновлено',
  ar: 'جارٍ التحميل…|عدد الأخبار: {}|لا توجد أخبار بعد.|تعذّر التحميل.|تعذّر التحديث.|إعادة المحاولة|أخبار أقدم|كل الأخبار|الأحدث|الأقدم|الأصل|نص عادي|عرض الصور من {}|مثبت|تحديث',
  fr: 'Chargement…|1 annonce;{} annonces|Aucune annonce pour le moment.|Chargement impossible.|Actualisation impossible.|Réessayer|Annonces plus anciennes|Toutes les annonces|Plus récent|Plus ancien|Original|Texte brut|Afficher les images de {}|Épinglé|mis à jour',
  es: 'Cargando…|1 noticia;{} noticias|Aún no hay noticias.|No se pudo cargar.|No se pudo actualizar.|Reintentar|Noticias anteriores|Todas las noticias|Más reciente|Anterior|Original|Texto sin formato|Mostrar imágenes de {}|Fijado|actualizado',
  zh: '正在加载…|{} 篇|暂无内容。|无法加载。|无法刷新。|重试|更早的内容|全部|较新|较早|原文|纯文本|显示来自 {} 的图片|置顶|更新',
  mn: 'Ачаалж байна…|{} мэдээ|Одоогоор мэдээ алга.|Ачаалж чадсангүй.|Шинэчилж чадсангүй.|Дахин оролдох|Өмнөх мэдээнүүд|Бүх мэдээ|Дараах|Өмнөх|Эх хувь|Энгийн текст|{}: зургийг харуулах|Онцолсон|шинэчилсэн',
};

/** wordsIn gives the words in a language, or in English. */
export function wordsIn(locale) {
  const primary = locale.toLowerCase().split('-')[0];
  const lang = Object.hasOwn(languages, primary) ? primary : 'en';
  const words = languages[lang].split('|');
  return { locale, lang, ...Object.fromEntries(names.map((name, i) => [name, words[i]])) };
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
