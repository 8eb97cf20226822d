// The words of the verifier, in all languages. verifier.js reads them. "refusals" are
// those of a bad signature, an expired one, a board that is rolled back, a file that
// is another, and a browser that cannot verify.

export const signedWords = {
  names: 'signed|signedBy|unsigned|refused|since|refusals',
  en: 'Signed|By {} on {}. Valid until {}.|Not verified: this browser cannot check signatures.|The posts could not be verified ({}).|Not confirmed since {}.|not signed by the publisher;the signature has expired;older than what was shown before;changed on the way;this browser cannot check signatures',
  ko: '서명됨|{}, {}. {}까지 유효.|확인되지 않음: 이 브라우저는 서명을 확인할 수 없습니다.|글을 검증하지 못했습니다({}).|{} 이후 확인되지 않음.|게시자의 서명이 아님;서명이 만료됨;이전에 표시된 것보다 오래됨;전송 중에 변경됨;이 브라우저는 서명을 확인할 수 없음',
  ru: 'Подписано|{}, {}. Действительно до {}.|Не проверено: этот браузер не умеет проверять подписи.|Сообщения не прошли проверку ({}).|Не подтверждено с {}.|нет подписи издателя;срок подписи истёк;старее показанного ранее;изменено в пути;этот браузер не умеет проверять подписи',
  ar: 'موقَّع|{}، {}. صالح حتى {}.|لم يُتحقَّق: لا يستطيع هذا المتصفح فحص التواقيع.|تعذّر التحقق من الأخبار ({}).|غير مؤكَّد منذ {}.|ليس بتوقيع الناشر;انتهت صلاحية التوقيع;أقدم مما عُرض من قبل;تغيّر في الطريق;لا يستطيع هذا المتصفح فحص التواقيع',
  fr: 'Signé|Par {}, le {}. Valable jusqu’au {}.|Non vérifié : ce navigateur ne sait pas vérifier les signatures.|Les annonces n’ont pas pu être vérifiées ({}).|Non confirmé depuis le {}.|pas signé par l’éditeur;la signature a expiré;plus ancien que ce qui a déjà été affiché;modifié en chemin;ce navigateur ne sait pas vérifier les signatures',
  es: 'Firmado|Por {}, el {}. Válido hasta el {}.|Sin verificar: este navegador no puede comprobar firmas.|No se pudieron verificar las noticias ({}).|Sin confirmar desde el {}.|sin la firma del editor;la firma ha caducado;más antiguo que lo mostrado antes;cambiado en el camino;este navegador no puede comprobar firmas',
  zh: '已签名|{}，{}。有效期至 {}。|未验证：此浏览器无法检查签名。|无法验证内容（{}）。|自 {} 起未经确认。|不是发布者的签名;签名已过期;比之前显示的更旧;传输中被更改;此浏览器无法检查签名',
  mn: 'Гарын үсэгтэй|{}, {}. {} хүртэл хүчинтэй.|Шалгаагүй: энэ хөтөч гарын үсэг шалгаж чадахгүй.|Мэдээг баталгаажуулж чадсангүй ({}).|{}-с хойш баталгаажаагүй.|нийтлэгчийн гарын үсэг биш;гарын үсгийн хугацаа дууссан;өмнө үзүүлснээс хуучин;замдаа өөрчлөгдсөн;энэ хөтөч гарын үсэг шалгаж чадахгүй',
  tr: 'İmzalı|{}, {}. {} tarihine kadar geçerli.|Doğrulanmadı: bu tarayıcı imzaları denetleyemiyor.|Duyurular doğrulanamadı ({}).|{} tarihinden beri onaylanmadı.|yayıncının imzası değil;imzanın süresi dolmuş;daha önce gösterilenden eski;yolda değiştirilmiş;bu tarayıcı imzaları denetleyemiyor',
  kk: 'Қол қойылған|{}, {}. {} дейін жарамды.|Тексерілмеді: бұл браузер қолтаңбаны тексере алмайды.|Хабарлар тексерілмеді ({}).|{} бері расталмаған.|баспагердің қолтаңбасы емес;қолтаңбаның мерзімі өтті;бұрын көрсетілгеннен ескі;жолда өзгертілген;бұл браузер қолтаңбаны тексере алмайды',
  fa: 'امضاشده|{}، {}. معتبر تا {}.|تأییدنشده: این مرورگر نمی‌تواند امضا را بررسی کند.|خبرها تأیید نشدند ({}).|از {} تأیید نشده است.|امضای ناشر نیست;اعتبار امضا تمام شده;قدیمی‌تر از آنچه پیش‌تر نشان داده شد;در راه تغییر کرده;این مرورگر نمی‌تواند امضا را بررسی کند',
  de: 'Unterschrieben|Von {} am {}. Gültig bis {}.|Nicht geprüft: Dieser Browser kann keine Unterschriften prüfen.|Die Mitteilungen konnten nicht geprüft werden ({}).|Nicht bestätigt seit {}.|nicht vom Herausgeber unterschrieben;die Unterschrift ist abgelaufen;älter als zuvor gezeigt;unterwegs verändert;dieser Browser kann keine Unterschriften prüfen',
  ja: '署名済み|{}、{}。{}まで有効。|未検証：このブラウザーは署名を確認できません。|お知らせを検証できませんでした（{}）。|{}以降、確認されていません。|発信者の署名ではありません;署名の期限切れ;以前に表示したものより古い;途中で変更されています;このブラウザーは署名を確認できません',
};
