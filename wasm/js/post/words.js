// The words around a post.

export const postWords = {
  names: 'back|newer|older|original|plain|pictures|updated',
  en: 'All posts|Newer|Older|Original|Shown as plain text.|Show pictures from {}|updated',
  ko: '목록|다음 글|이전 글|원문|일반 텍스트|{}의 사진 보기|수정',
  ru: 'Все сообщения|Новее|Ранее|Оригинал|Простой текст|Показать изображения с {}|обновлено',
  ar: 'كل الأخبار|الأحدث|الأقدم|الأصل|نص عادي|عرض الصور من {}|تحديث',
  fr: 'Toutes les annonces|Plus récent|Plus ancien|Original|Texte brut|Afficher les images de {}|mis à jour',
  es: 'Todas las noticias|Más reciente|Anterior|Original|Texto sin formato|Mostrar imágenes de {}|actualizado',
  zh: '全部|较新|较早|原文|纯文本|显示来自 {} 的图片|更新',
  mn: 'Бүх мэдээ|Дараах|Өмнөх|Эх хувь|Энгийн текст|{}: зургийг харуулах|шинэчилсэн',
};
