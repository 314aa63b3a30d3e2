/// How the page looks, and the leave to look so: the page's policy allows this style by its hash and nothing else.
package enum PageStyle {
  /// SHA-256 of `css` in base64. A test works it out again and says what to write here.
  package static let hash = "sha256-6dJKzoEmLi0AwVmyKKBSa9hT/gFxByNdbrRzPNxdNzA="

  static let contentSecurityPolicy: HTML = """
    default-src 'none'; style-src '\(attribute: hash)'; img-src data:; base-uri 'none'; form-action 'none'
    """

  /// The content of the one style element; it holds no value of a run.
  static let element = HTML(stringLiteral: css)

  package static let css = colors + base + top + tables + narrow + print

  private static let colors = """

    :root{color-scheme:light dark;--bg:#f5f6f8;--panel:#fff;--ink:#1b2430;--soft:#576273;--line:#d8dde4;--link:#0a58a6;
    --hit:#fff4cf;--critical:#a1123a;--high:#ad3f08;--medium:#7c5800;--low:#22656a;--info:#566170;
    --good:#1d6b3c}
    @media (prefers-color-scheme:dark){:root{--bg:#11151b;--panel:#191f28;--ink:#e3e8ee;--soft:#9ba7b6;--line:#2e3744;
    --link:#84bbf6;--hit:#413711;--critical:#ff91a8;--high:#ffad7d;--medium:#e6c265;--low:#7fc9c9;
    --info:#abb6c4;--good:#7fd09b}}

    """

  private static let base = """
    *{box-sizing:border-box}
    html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;
    -webkit-text-size-adjust:100%;scroll-padding-top:1rem}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    body{margin:0;background:var(--bg);color:var(--ink);overflow-wrap:anywhere}
    header,main,footer{max-width:78rem;margin:0 auto;padding:0 1.25rem}
    a{color:var(--link);text-underline-offset:.15em}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:1rem;background:var(--panel);padding:.5rem 1rem;z-index:1}
    h1,h2,h3,h4{line-height:1.25;margin:0}
    h1{font-size:1.75rem;letter-spacing:-.01em}h2{font-size:1.3rem;margin-bottom:.5rem}
    h3{font-size:1.05rem;margin:1.75rem 0 .5rem}h4,h3.rule{font-size:1rem;margin:0 0 .5rem}
    h2 b,h3 b{color:var(--soft);font-weight:400;margin-left:.35em}
    p{margin:.4rem 0}ul{margin:.4rem 0;padding-left:1.25rem}
    code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    pre.line{margin:.4rem 0;white-space:pre-wrap}
    small{font-size:.85em;color:var(--soft);font-weight:400}
    section{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:1.25rem;margin:1.25rem 0}
    .v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .x{font:.75em ui-monospace,Consolas,monospace;background:var(--ink);color:var(--panel);border-radius:3px;
    padding:0 .3em;margin:0 .1em}
    .u,.none{color:var(--soft);font-style:normal}
    .s{font-weight:600;white-space:nowrap}.s::before,i::before{margin-right:.35em}
    .critical{color:var(--critical)}.s.critical::before{content:"◆";content:"◆"/""}
    .high{color:var(--high)}.s.high::before{content:"▲";content:"▲"/""}
    .medium{color:var(--medium)}.s.medium::before{content:"■";content:"■"/""}
    .low{color:var(--low)}.s.low::before{content:"●";content:"●"/""}
    .info{color:var(--info)}.s.info::before{content:"○";content:"○"/""}
    i{font-style:normal}
    .n,.r,.e,.o,.w,.q,.d{font-size:.85rem;font-weight:600;white-space:nowrap}
    .n{color:var(--critical)}.n::before{content:"+";content:"+"/""}
    .r{color:var(--high)}.r::before{content:"↻";content:"↻"/""}
    .e{color:var(--high)}.e::before{content:"!";content:"!"/""}
    .o{color:var(--soft)}.o::before{content:"=";content:"="/""}
    .w{color:var(--low)}.w::before{content:"‖";content:"‖"/""}
    .q{color:var(--medium)}.q::before{content:"?";content:"?"/""}
    .d{color:var(--good)}.d::before{content:"✓";content:"✓"/""}

    """

  private static let top = """
    header{padding-top:2rem}
    .org{margin:0;color:var(--soft);font-weight:600}
    .meta{color:var(--soft);font-size:.9rem;margin:.25rem 0 1rem}
    .verdict{background:var(--panel);border:1px solid var(--line);border-left:6px solid var(--tone);border-radius:8px;
    padding:1rem 1.25rem}
    .verdict p{margin:.2rem 0}.verdict .headline{font-size:1.35rem;font-weight:700;line-height:1.3;color:var(--tone)}
    .good{--tone:var(--good)}.act{--tone:var(--high)}.minor{--tone:var(--low)}
    .partial{--tone:var(--medium)}.unfit{--tone:var(--critical)}
    .headline::before{margin-right:.4em}
    .good .headline::before{content:"✓";content:"✓"/""}.act .headline::before{content:"▲";content:"▲"/""}
    .minor .headline::before{content:"●";content:"●"/""}
    .partial .headline::before{content:"?";content:"?"/""}.unfit .headline::before{content:"✕";content:"✕"/""}
    .verdict .first{margin:.7rem 0 .4rem}
    .first a{display:inline-block;padding:.4rem .9rem;margin:0 .6rem .3rem 0;border:1px solid var(--link);
    border-radius:6px;text-decoration:none;font-weight:600}
    .first a:first-child{background:var(--link);color:var(--panel)}
    .first a:hover{text-decoration:underline}
    .gaps{font-size:.9rem;color:var(--soft)}
    .notice{border-left:6px solid var(--medium);background:var(--panel);padding:.6rem 1.25rem;margin:.75rem 0;
    border-radius:8px}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:1rem 0 0;font-size:.95rem}
    nav b{color:var(--ink)}
    .cards{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;padding:0;
    margin:.75rem 0 1.25rem}
    .cards a{display:block;height:100%;border:1px solid var(--line);border-radius:8px;padding:.7rem .9rem;color:inherit;
    text-decoration:none}
    .cards a:hover{border-color:var(--link)}.cards b{font-size:1.7rem;line-height:1.2;margin-right:.25em}
    .cards small{display:block}.zero,.cards .zero b,.cards .zero i{color:var(--soft);font-weight:400}
    footer{color:var(--soft);font-size:.9rem;padding-bottom:2rem}

    """

  private static let tables = """
    table{width:100%;border-collapse:collapse;font-size:.925rem}
    caption{text-align:left;color:var(--soft);font-size:.9rem;padding-bottom:.3rem}
    th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line)}
    th:last-child,td:last-child{padding-right:0}
    thead th{border-top:0;color:var(--soft);font-size:.8rem;font-weight:600;padding-bottom:.3rem}
    tbody th{font-weight:400}
    td small,th small,th i{display:block}
    .scroll{overflow-x:auto}
    .matrix{width:auto;white-space:nowrap;overflow-wrap:normal;font-variant-numeric:tabular-nums}
    .matrix th,.matrix td{padding:.3rem 1.5rem .3rem 0}
    .matrix td,.matrix thead th:not(:first-child){text-align:right}.matrix tfoot th,.matrix tfoot td{font-weight:600}
    .g{border:1px solid var(--line);border-radius:8px;padding:.9rem 1rem .4rem;margin:.75rem 0}
    .g,.k{content-visibility:auto;contain-intrinsic-size:auto 30rem}
    .g h4 a,.g h3 a{font-weight:400;text-decoration:none;margin-left:.25em}.g>.do,.g>.why{max-width:62rem}
    .why{color:var(--soft);font-size:.9rem}.why span{white-space:normal;margin-left:.75em}
    .do b,.why b{margin-right:.35em}
    table.f,table.a,table.rules{table-layout:fixed}
    tr.f>*,tr.a>*{overflow:clip}
    .f th:first-child{width:8.25rem}.f th:nth-child(2){width:24%}.f th:nth-child(3){width:15%}
    .f th:last-child{width:14rem}
    tr.f th a{font:600 .9rem ui-monospace,Consolas,"DejaVu Sans Mono",monospace;white-space:nowrap}
    tr.f td:last-child{font-size:.85rem;white-space:nowrap;color:var(--soft)}
    tr:target,.source:target{background:var(--hit)}
    #only-new{display:none}#only-new:target{display:block;background:var(--hit);padding:.5rem .75rem;border-radius:6px}
    #only-new:target~.g tr.f:not(:has(.n,.r)),#only-new:target~.g:not(:has(.n,.r)){display:none}
    .a th:first-child{width:23%}.a th:nth-child(5){width:7.5rem}.a th:nth-child(6){width:11.5rem}
    .a th:nth-child(7){width:5rem}.a th:last-child{width:7rem}.a td a,.a td:nth-child(6){white-space:nowrap}
    .rules th:first-child{width:38%}
    .rules tbody th>div{color:var(--soft)}
    summary{cursor:pointer;color:var(--link)}th summary{font-size:.85rem}th details p{font-size:.9rem;color:var(--soft)}
    .source{border-top:1px solid var(--line);padding:.75rem 0}
    dl{display:grid;grid-template-columns:9.5rem 1fr;gap:.15rem 1rem;margin:.25rem 0;font-size:.925rem}
    dt{color:var(--soft)}dd{margin:0;min-width:0}

    """

  private static let narrow = """
    @media screen and (max-width:48rem){
    header,main,footer{padding-left:.75rem;padding-right:.75rem}section{padding:1rem .8rem}
    .meta span{display:block;height:0;overflow:hidden}
    table:not(.matrix),table:not(.matrix) tbody,table:not(.matrix) tr{display:block}
    table:not(.matrix) th,table:not(.matrix) td{display:block;width:auto!important;border:0;padding:.1rem 0}
    table:not(.matrix) thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    table:not(.matrix) tr{border-top:1px solid var(--line);padding:.6rem 0}
    td:empty{display:none!important}
    tr.f td:last-child,tr.a td:nth-child(6){white-space:normal}
    tr.f i,tr.a td small,tr.a td i{display:inline;margin-left:.6em}
    tr.f td:nth-child(3)::before{content:"Roles: "}tr.a td:nth-child(2)::before{content:"Role: "}
    tr.a td:nth-child(3)::before{content:"Privileges: "}tr.a td:nth-child(4)::before{content:"Status: "}
    tr.a td:nth-child(5)::before{content:"Granted: "}tr.a td:nth-child(6)::before{content:"Last login: "}
    tr.a td:nth-child(7)::before{content:"MFA: "}tr.a td:nth-child(8)::before{content:"Open findings: "}
    tr.f td::before,tr.a td::before{color:var(--soft)}
    .cards{grid-template-columns:1fr 1fr}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}
    .g{padding:.75rem .75rem .3rem}}

    """

  private static let print = """
    .stamp{display:none}
    @media print{
    @page{margin:12mm 13mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
    :root{color-scheme:light;--bg:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;
    --hit:#fff;--critical:#8a0f32;--high:#8f3406;--medium:#634600;--low:#1b5155;--info:#444;--good:#175530}
    html{font-size:9.5pt}
    body{display:table;width:100%;table-layout:fixed}.x{background:none;color:#000;border:.5pt solid}
    .stamp{display:table-header-group;break-inside:avoid}
    .stamp p{margin:0 0 4mm;padding-bottom:1mm;font-size:7pt;color:#444;border-bottom:.5pt solid #bbb}
    nav,.skip,.first{display:none}
    header,main,footer{max-width:none;padding:0}section,.g{border:0;padding:0;margin:0 0 5mm}
    .g,.k{content-visibility:visible}.scroll{overflow:visible}
    tr,.cards li,.verdict,.source,dl{break-inside:avoid}thead{display:table-header-group}
    h2,h3,h4,.do,.why,caption{break-after:avoid}tbody tr:first-child{break-before:avoid}
    a{text-decoration:none}.verdict{margin-bottom:5mm}.cards{grid-template-columns:repeat(6,1fr);gap:2mm}
    .cards a{padding:2mm}table{font-size:.875rem}tr.f td:last-child{white-space:normal}
    .f th:first-child{width:7.25rem}.f th:nth-child(3){width:16%}.f th:last-child{width:9.2rem}
    .a th:nth-child(5){width:6.5rem}.a th:nth-child(6){width:10.5rem}.a th:nth-child(7){width:3.5rem}
    .a th:last-child{width:6rem}
    details::details-content{content-visibility:visible;height:auto;display:block}summary{list-style:none}}

    """
}
