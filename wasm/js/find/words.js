// The words of the finder, in all languages. finder.js reads them.

export const findWords = {
  names: 'search|tag|tags|year|years|author|authors|found|pages|previous|next|news|changed|gone|beyond',
  en: 'Search|Tag|All tags|Year|All years|Author|All authors|{} of 1 post;{} of {} posts|Pages|Previous page|Next page|1 new post;{} new posts|Posts have changed|This post is no longer here.|This post is not among the newest {} posts.',
  ko: '검색|태그|모든 태그|연도|모든 연도|글쓴이|모든 글쓴이|{} / 전체 {}개|페이지|이전 페이지|다음 페이지|새 글 {}개|바뀐 글이 있습니다|이 글은 더 이상 없습니다.|최근 글 {}개 중에 이 글이 없습니다.',
  ru: 'Поиск|Тема|Все темы|Год|Все годы|Автор|Все авторы|Найдено: {} из {}|Страницы|Предыдущая страница|Следующая страница|Новых сообщений: {}|Сообщения изменились|Этого сообщения больше нет.|Этого сообщения нет среди последних: {}.',
  ar: 'بحث|الوسم|كل الوسوم|السنة|كل السنوات|الكاتب|كل الكتّاب|{} من {}|الصفحات|الصفحة السابقة|الصفحة التالية|أخبار جديدة: {}|تغيّرت الأخبار|لم يعد هذا الخبر موجودًا.|هذا الخبر ليس بين أحدث الأخبار: {}.',
  fr: 'Rechercher|Thème|Tous les thèmes|Année|Toutes les années|Auteur|Tous les auteurs|{} sur 1 annonce;{} sur {} annonces|Pages|Page précédente|Page suivante|1 nouvelle annonce;{} nouvelles annonces|Des annonces ont changé|Cette annonce n’est plus là.|Cette annonce n’est pas parmi les {} plus récentes.',
  es: 'Buscar|Etiqueta|Todas las etiquetas|Año|Todos los años|Autor|Todos los autores|{} de 1 noticia;{} de {} noticias|Páginas|Página anterior|Página siguiente|1 noticia nueva;{} noticias nuevas|Hay cambios|Esta noticia ya no está.|Esta noticia no está entre las {} más recientes.',
  zh: '搜索|标签|全部标签|年份|全部年份|作者|全部作者|{} / {} 篇|页码|上一页|下一页|{} 篇新内容|内容有更改|此内容已不存在。|最新的 {} 篇中没有此内容。',
  mn: 'Хайх|Шошго|Бүх шошго|Он|Бүх он|Нийтлэгч|Бүх нийтлэгч|{} / {} мэдээ|Хуудас|Өмнөх хуудас|Дараах хуудас|{} шинэ мэдээ|Мэдээ өөрчлөгдсөн|Энэ мэдээ байхгүй болсон.|Энэ мэдээ хамгийн сүүлийн {} мэдээнд алга.',
  tr: 'Ara|Etiket|Tüm etiketler|Yıl|Tüm yıllar|Yayımlayan|Tüm yayımlayanlar|{} / {} duyuru|Sayfalar|Önceki sayfa|Sonraki sayfa|{} yeni duyuru|Duyurular değişti|Bu duyuru artık yok.|Bu duyuru en yeni {} duyuru arasında yok.',
  kk: 'Іздеу|Белгі|Барлық белгілер|Жыл|Барлық жылдар|Жариялаушы|Барлық жариялаушылар|{} / {} хабар|Беттер|Алдыңғы бет|Келесі бет|{} жаңа хабар|Хабарлар өзгерді|Бұл хабар енді жоқ.|Бұл хабар соңғы {} хабардың арасында жоқ.',
  fa: 'جست‌وجو|برچسب|همهٔ برچسب‌ها|سال|همهٔ سال‌ها|نویسنده|همهٔ نویسنده‌ها|{} از {} خبر|صفحه‌ها|صفحهٔ قبل|صفحهٔ بعد|{} خبر تازه|خبرها تغییر کرده‌اند|این خبر دیگر وجود ندارد.|این خبر میان {} خبر تازه نیست.',
  de: 'Suchen|Schlagwort|Alle Schlagwörter|Jahr|Alle Jahre|Verfasser|Alle Verfasser|{} von 1 Mitteilung;{} von {} Mitteilungen|Seiten|Vorherige Seite|Nächste Seite|1 neue Mitteilung;{} neue Mitteilungen|Mitteilungen haben sich geändert|Diese Mitteilung gibt es nicht mehr.|Diese Mitteilung ist nicht unter den neuesten {}.',
  ja: '検索|タグ|すべてのタグ|年|すべての年|発信者|すべての発信者|{} / {}件|ページ|前のページ|次のページ|新着{}件|お知らせが更新されました|このお知らせはもうありません。|最新の{}件の中にこのお知らせはありません。',
};
