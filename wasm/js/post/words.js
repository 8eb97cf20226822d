// The words around a post, in all languages. reader.js and frame.js read them.

export const postWords = {
  names: 'back|newer|older|original|plain|pictures|copy|copied|print|enlarge|close|previousPhoto|nextPhoto|translations',
  en: 'All posts|Newer|Older|Original|Shown as plain text.|Show pictures from {}|Copy link|Link copied|Print|Enlarge|Close|Previous photo|Next photo|In other languages',
  ko: '목록|다음 글|이전 글|원문|일반 텍스트로 표시됩니다.|{}의 사진 보기|링크 복사|링크를 복사했습니다|인쇄|크게 보기|닫기|이전 사진|다음 사진|다른 언어로 보기',
  ru: 'Все сообщения|Новее|Ранее|Оригинал|Показано как простой текст.|Показать изображения с {}|Скопировать ссылку|Ссылка скопирована|Печать|Увеличить|Закрыть|Предыдущее фото|Следующее фото|На других языках',
  ar: 'كل الأخبار|الأحدث|الأقدم|الأصل|يُعرض كنص عادي.|عرض الصور من {}|نسخ الرابط|تم نسخ الرابط|طباعة|تكبير|إغلاق|الصورة السابقة|الصورة التالية|بلغات أخرى',
  fr: 'Toutes les annonces|Plus récent|Plus ancien|Original|Affiché en texte brut.|Afficher les images de {}|Copier le lien|Lien copié|Imprimer|Agrandir|Fermer|Photo précédente|Photo suivante|Dans d’autres langues',
  es: 'Todas las noticias|Más reciente|Anterior|Original|Se muestra como texto sin formato.|Mostrar imágenes de {}|Copiar enlace|Enlace copiado|Imprimir|Ampliar|Cerrar|Foto anterior|Foto siguiente|En otros idiomas',
  zh: '全部|较新|较早|原文|以纯文本显示。|显示来自 {} 的图片|复制链接|链接已复制|打印|放大|关闭|上一张|下一张|其他语言',
  mn: 'Бүх мэдээ|Дараах|Өмнөх|Эх хувь|Энгийн бичвэрээр харуулав.|{}: зургийг харуулах|Холбоос хуулах|Холбоосыг хуулсан|Хэвлэх|Томруулах|Хаах|Өмнөх зураг|Дараах зураг|Бусад хэлээр',
  tr: 'Tüm duyurular|Daha yeni|Daha eski|Özgün metin|Düz metin olarak gösteriliyor.|{} kaynaklı görselleri göster|Bağlantıyı kopyala|Bağlantı kopyalandı|Yazdır|Büyüt|Kapat|Önceki fotoğraf|Sonraki fotoğraf|Diğer dillerde',
  kk: 'Барлық хабарлар|Жаңарақ|Ертерек|Түпнұсқа|Қарапайым мәтін түрінде көрсетілген.|{} суреттерін көрсету|Сілтемені көшіру|Сілтеме көшірілді|Басып шығару|Үлкейту|Жабу|Алдыңғы сурет|Келесі сурет|Басқа тілдерде',
  fa: 'همهٔ خبرها|جدیدتر|قدیمی‌تر|اصل خبر|به‌صورت متن ساده نمایش داده می‌شود.|نمایش تصویرهای {}|رونوشت پیوند|پیوند رونوشت شد|چاپ|بزرگ‌نمایی|بستن|عکس قبلی|عکس بعدی|به زبان‌های دیگر',
  de: 'Alle Mitteilungen|Neuer|Älter|Original|Als reiner Text angezeigt.|Bilder von {} anzeigen|Link kopieren|Link kopiert|Drucken|Vergrößern|Schließen|Vorheriges Foto|Nächstes Foto|In anderen Sprachen',
  ja: '一覧へ|新しい記事|古い記事|原文|プレーンテキストで表示しています。|{} の画像を表示|リンクをコピー|リンクをコピーしました|印刷|拡大|閉じる|前の写真|次の写真|ほかの言語',
};

/** What stands in an article, in the language of the post: word for word as the engine has it (words.go). */
export const updated = {
  en: 'updated',
  ko: '수정',
  ru: 'обновлено',
  ar: 'تحديث',
  fr: 'mis à jour',
  es: 'actualizado',
  zh: '更新',
  mn: 'шинэчилсэн',
  tr: 'güncellendi',
  kk: 'жаңартылды',
  fa: 'به‌روزرسانی',
  de: 'aktualisiert',
  ja: '更新',
  he: 'עודכן',
};
