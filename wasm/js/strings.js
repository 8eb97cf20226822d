// The widget's own words in all languages, and how they become sentences. The
// list, the reader and the finder call it; the last two have their words in
// post/words.js and find/words.js. In a table each language has one line: "|"
// separates words, ";" separates forms of a word ("one;many" of a count, or the
// reasons for a failure).

/** wordsIn returns a table's words in a language, or else in English, with the page's replacements. */
export function wordsIn({ names, ...languages }, locale, own = {}) {
  const primary = locale.toLowerCase().split('-')[0];
  const lang = Object.hasOwn(languages, primary) ? primary : 'en';
  const words = languages[lang].split('|');
  return { locale, lang, ...Object.fromEntries(names.split('|').map((name, i) => [name, own[name] ?? words[i]])) };
}

/** counted fills numbers into a sentence. Its first form is for one post in all, the last number; its last form for any other. */
export function counted(sentence, ...numbers) {
  const forms = sentence.split(';');
  return numbers.reduce(fill, numbers.at(-1) === 1 ? forms[0] : forms.at(-1));
}

export const fill = (sentence, value) => sentence.replace('{}', () => value);

/** nearestLang returns the language in effect at a node, across shadow roots. */
export function nearestLang(node) {
  for (; node; node = node.parentNode ?? node.host) {
    const lang = node.getAttribute?.('lang');
    if (lang) return lang;
  }
  return 'en';
}

/** listWords are the words of the list. */
export const listWords = {
  names: 'loading|count|empty|failed|reasons|stale|retry|load|more|pinned|number|subject|by|date',
  en: 'Loading…|1 post;{} posts|No posts yet.|The posts could not be loaded ({}).|offline;no answer;unreadable;moved: src needs the new address|Last updated: {}|Try again|Show the posts|Older posts|Pinned|No.|Subject|By|Date',
  ko: '불러오는 중…|글 {}개|아직 글이 없습니다.|글을 불러오지 못했습니다({}).|오프라인;응답 없음;읽을 수 없음;주소 변경됨: src 수정 필요|마지막 업데이트: {}|다시 시도|글 보기|이전 글 더 보기|공지|번호|제목|글쓴이|날짜',
  ru: 'Загрузка…|Сообщений: {}|Пока нет сообщений.|Не удалось загрузить ({}).|нет сети;нет ответа;не читается;адрес изменился: исправьте src|Обновлено: {}|Повторить|Показать сообщения|Ещё более ранние|Закреплено|№|Тема|Автор|Дата',
  ar: 'جارٍ التحميل…|عدد الأخبار: {}|لا توجد أخبار بعد.|تعذّر التحميل ({}).|لا اتصال;لا رد;غير مقروء;تغيّر العنوان: يلزم تعديل src|آخر تحديث: {}|إعادة المحاولة|عرض الأخبار|أخبار أقدم|مثبت|الرقم|الموضوع|الكاتب|التاريخ',
  fr: 'Chargement…|1 annonce;{} annonces|Aucune annonce pour le moment.|Chargement impossible ({}).|hors ligne;pas de réponse;illisible;adresse changée : src à corriger|Dernière mise à jour : {}|Réessayer|Afficher les annonces|Annonces plus anciennes|Épinglé|Nº|Sujet|Auteur|Date',
  es: 'Cargando…|1 noticia;{} noticias|Aún no hay noticias.|No se pudo cargar ({}).|sin conexión;sin respuesta;ilegible;dirección cambiada: hay que corregir src|Última actualización: {}|Reintentar|Mostrar las noticias|Noticias anteriores|Fijado|N.º|Asunto|Autor|Fecha',
  zh: '正在加载…|{} 篇|暂无内容。|无法加载（{}）。|离线;无响应;无法读取;地址已变更：请修改 src|最后更新：{}|重试|显示内容|更早的内容|置顶|编号|标题|作者|日期',
  mn: 'Ачаалж байна…|{} мэдээ|Одоогоор мэдээ алга.|Ачаалж чадсангүй ({}).|сүлжээгүй;хариу алга;унших боломжгүй;хаяг өөрчлөгдсөн: src-г засах хэрэгтэй|Шинэчилсэн: {}|Дахин оролдох|Мэдээг харуулах|Өмнөх мэдээнүүд|Онцолсон|№|Гарчиг|Нийтэлсэн|Огноо',
  tr: 'Yükleniyor…|{} duyuru|Henüz duyuru yok.|Duyurular yüklenemedi ({}).|çevrimdışı;yanıt yok;okunamıyor;adres değişti: src düzeltilmeli|Son güncelleme: {}|Yeniden dene|Duyuruları göster|Daha eski duyurular|Sabit|No|Konu|Yayımlayan|Tarih',
  kk: 'Жүктелуде…|{} хабар|Әзірге хабар жоқ.|Хабарлар жүктелмеді ({}).|желі жоқ;жауап жоқ;оқылмайды;мекенжай өзгерді: src түзетілсін|Соңғы жаңарту: {}|Қайталау|Хабарларды көрсету|Ертерек хабарлар|Бекітілген|№|Тақырып|Жариялаған|Күні',
  fa: 'در حال بارگیری…|{} خبر|هنوز خبری نیست.|بارگیری خبرها ممکن نشد ({}).|آفلاین;بدون پاسخ;ناخوانا;نشانی تغییر کرده: src باید اصلاح شود|آخرین به‌روزرسانی: {}|تلاش دوباره|نمایش خبرها|خبرهای قدیمی‌تر|سنجاق‌شده|شماره|موضوع|نویسنده|تاریخ',
  de: 'Wird geladen …|1 Mitteilung;{} Mitteilungen|Noch keine Mitteilungen.|Die Mitteilungen konnten nicht geladen werden ({}).|offline;keine Antwort;unlesbar;umgezogen: src muss geändert werden|Zuletzt aktualisiert: {}|Erneut versuchen|Mitteilungen anzeigen|Ältere Mitteilungen|Angeheftet|Nr.|Betreff|Von|Datum',
  ja: '読み込み中…|{}件|お知らせはまだありません。|読み込めませんでした（{}）。|オフライン;応答なし;読み取り不可;移転済み：src の変更が必要|最終更新: {}|再試行|お知らせを表示|以前のお知らせ|固定|番号|件名|発信者|日付',
};
