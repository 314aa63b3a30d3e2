/// Letters and signs that look like a Latin letter, by that letter: Greek, Cyrillic, Armenian, Georgian, Cherokee,
/// phonetic, letterlike and full-width ones with a single Latin letter as their prototype in Unicode 17's confusables.txt
/// (UTS 39, https://www.unicode.org/reports/tr39/), and the lower-case twins of such capitals, so that case makes no
/// difference. What that file takes for an l because it looks like a capital I stands under i here, for names are compared
/// in lower case. Letters that `NameFoldTable` knows are not repeated.
enum NameSkeletonTable {
  static let lines: [(base: String, letters: String)] = [
    ("'", "‘’‛ʹʻʼʽˈ′＇`´"),
    ("-", "‐‑‒–—―−﹣－"),
    ("a", "ɑΑαАаᎪꭺＡａ"),
    ("b", "ɓΒβБВЬбвьѢѣҌҍᏏᏴᏼℬꮟＢｂ"),
    ("c", "ϲϹСсҪҫᏟᴄℂℭꮯＣｃ"),
    ("d", "ɖɗԁᎠᏧⅅⅆꭰꮷＤｄ"),
    ("e", "ΕεЕеҽҿᎬ℮ℯℰⅇꭼＥｅ"),
    ("f", "ϜϝքᵮℱＦｆ"),
    ("g", "ɠɡԌԍցᏀᏳᏻℊꮐＧｇ"),
    ("h", "ɦΗНнћҢңһӇӈӉӊհᎻᏂᏲᏺℋℌℍℎℏⱧⱨꚕꮋꮒＨｈ"),
    ("i", "ΙІＩɨɩɪͺιіӀւᎥᵻᵼℐℑℹⅈꙇꭵｉ"),
    ("j", "ͿϳЈјᎫⅉꭻＪｊ"),
    ("k", "ΚκКкҚқҞҟᏦKⱩⱪꮶＫｋ"),
    ("l", "ɫɭӏᏞℒℓꮮＬｌ1|"),
    ("m", "ɱΜμϺϻМмӍӎᎷᵯℳꮇＭｍ"),
    ("n", "ɳΝηղոռᵰℕＮｎ"),
    ("o", "ɵΘΟθοσϑϭϴОоѲѳӨөՕօჿᎾᏫᴏᴑℴꮎꮻＯｏ0"),
    ("p", "ΡρϱϸРрᏢᵽℙꮲＰｐ"),
    ("q", "ʠԛգզℚＱｑ"),
    ("r", "ɼɽгғᎡᏒᴦᵲℛℜℝꭱꮢＲｒ"),
    ("s", "ʂЅѕՏտᏕᏚᵴꮥꮪＳｓ"),
    ("t", "ΤτТтҬҭᎢᵵꭲＴｔ"),
    ("u", "ʋυџՍսᏌᴜᵾꮜＵｕ"),
    ("v", "νѴѵᏙᴠꮩＶｖ"),
    ("w", "ɯшѡѽԜԝաᎳᏔᴡꮃꮤＷｗ"),
    ("x", "ΧχХхҲҳＸｘ"),
    ("y", "ɣʏΥγϒУуҮүҰұყᎩᎽℽꭹꮍＹｙ"),
    ("z", "ʐΖζᏃᴢᵶℤℨꮓＺｚ"),
  ]
}
