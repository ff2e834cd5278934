"""How people give away who they are in plain words: the phrases behind which a name, home, school or employer stands.

Only what stands behind such a phrase is hidden. A name without one is as a rule whom the tip is about (a public
figure who is imitated, an impostor, a product), and the desk must read it. Sources: the family names of
`SURNAMES` are the commonest by the register of households; the phrases are those of citizens' letters.
Measured in `docs/masking.md`.
"""

from __future__ import annotations


def _han_without(characters: str) -> str:
    """A class of all Chinese characters but these, as ranges: quicker than looking ahead at each."""
    out, first = "", 0x4E00
    for point in [*sorted({ord(one) for one in characters}), 0xA000]:
        out += f"{chr(first)}-{chr(point - 1)}" if first < point else ""
        first = point + 1
    return f"[{out}]"


SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚"
)
"""The commonest family names; those that mostly begin another word here (于, 向, 常, 应, 高) are left out."""
TRADITIONAL = "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧賈葉閻鍾譚鄒陸龍萬錢湯喬賀賴龔"
TWO = r"(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|皇甫|尉迟|东方|慕容|司徒|夏侯)"
SURNAME = rf"(?:(?!马上|任何|金额|万一|白天|钱包|石油|周末|周[一二三四五六日])[{SURNAMES}{TRADITIONAL}]|{TWO})"

HAN = r"[\u4e00-\u9fff]"
ENDS = (
    "被把在说說和跟与與的是有也都将將给給用向从從对對就会會去来來又还還收发發让讓叫为為因得才以到做看想告"
    "昨今前后後先本当曾已没不未很最一这這那其接买賣卖骗騙转轉打拿找加下上了着著过過吗呢吧们們人要能可该電电手"
)
"""Characters that begin the next word rather than end a name."""
GIVEN = _han_without(ENDS)
NAME = rf"{SURNAME}{GIVEN}{{1,2}}"
SURE_NAME = rf"{SURNAME}{HAN}{{1,2}}"
"""A name where nothing else can stand: a whole line, or behind a colon."""
NAME_ALONE = rf"{NAME}(?=[\s，。、；：！？,.;:!?()（）\[【“”\"'…—~]|\Z)"
"""A name and then no further word: what stands behind a phrase that also introduces other things."""

LATIN = r"(?-i:(?:[A-Z]['’])?[A-Z][a-z]+(?:[-'’][A-Za-z]+)?)"
LATIN_NAME = rf"{LATIN}(?:[ \t]{{1,2}}(?:(?-i:[A-Z])\.[ \t])?{LATIN}){{0,2}}(?![a-z0-9])"
FULL_LATIN_NAME = rf"{LATIN}[ \t]{{1,2}}(?:(?-i:[A-Z])\.[ \t])?{LATIN}(?:[ \t]{LATIN})?(?![a-z0-9])"
TITLE = r"(?:(?:mr|mrs|ms|miss|dr|prof|professor|teacher|uncle|aunt)\.?[ \t])?"

KIN = (
    r"(?:女儿|儿子|孩子|妻子|老婆|太太|爱人|丈夫|老公|先生|妈妈|爸爸|母亲|父亲|哥哥|姐姐|弟弟|妹妹|爷爷|奶奶|"
    r"外公|外婆|妈|爸|姐|哥|弟|妹|舅舅|姑姑|叔叔|阿姨|表"
    r"[哥姐弟妹]|女兒|兒子|媽媽|父親|母親|奶奶|女友|男友|女朋友|男朋友)"
)
KNOWN = (
    r"(?:邻居|鄰居|同学|同學|同事|朋友|室友|闺蜜|班主任|老师|老師|导师|領導|领导|主管|经理|老板|房东|客户|"
    r"前妻|前夫|前男友|前女友|战友|徒弟|学生)"
)
CALLED = r"(?:的)?(?:名字)?(?:叫做|叫|名叫|名为|是)?[\s:：，,（(“\"]{0,3}"
ROLES = r"(?:老师|老師|医生|醫生|大夫|教练|校长|班主任|主任|经理|阿姨|叔叔|大爷|大妈|律师|护士)"

RELATION = (
    r"(?:neighbou?r|teacher|colleague|co-?worker|friend|boss|manager|classmate|room-?mate|flat-?mate|landlord|"
    r"daughter|son|wife|husband|mother|father|brother|sister|grand(?:mother|father|ma|pa)|aunt|uncle|cousin|"
    r"boyfriend|girlfriend|partner|client|doctor)"
)

NAMES_BEHIND: tuple[str, ...] = (
    rf"(?:我叫|我名叫|我的名字(?:叫做|叫|是)|本人(?:叫|姓名|名叫))[\s:：，,]{{0,3}}(?P<secret>{NAME}|{GIVEN}{{2,3}})",
    r"(?<!被)(?:姓名|名字|联系人|聯絡人|举报人|投诉人|报案人|反映人|申请人|落款|署名|签名|收件人)"
    rf"(?:姓名)?[ \t]{{0,2}}[:：][ \t]{{0,2}}(?P<secret>{SURE_NAME})",
    rf"(?<!被)(?:联系人|举报人|投诉人|报案人)(?:叫|是|为)(?P<secret>{NAME})",
    rf"(?:我|俺|本人)(?:们|們)?(?:家|班|单位|公司|学校)?(?:的)?(?:{KIN}|{KNOWN}){CALLED}(?P<secret>{NAME})",
    rf"(?:找|联系|聯絡|请叫|叫我)(?:我)?(?P<secret>{NAME_ALONE})",
    rf"我(?:们|們)(?:班|学校|學校|医院|公司|小区|楼|单位|科室|系)(?:里)?(?:的)?(?P<secret>{SURNAME}{GIVEN}?{ROLES})",
    r"(?<![“「『\"说說称稱是])(?<!大家好)(?:我|本人)(?:就)?(?:是|姓)(?:受害人|当事人|机主|家长|业主|用户|失主)?"
    rf"(?P<secret>(?!{HAN}{{1,3}}(?:人|生|家|友|粉)(?:[，。,.!！\s]|\Z)){NAME_ALONE})",
    rf"\n[ \t]*(?:[—－-]{{1,3}}[ \t]*)?(?P<secret>{SURE_NAME})(?:[ \t]*\n?[ \t]*\d{{2,4}}[年./-]\d{{1,2}}"
    r"[月./-]\d{1,2}日?)?\s*\Z",
    rf"[—－-]{{2}}[ \t]*(?P<secret>{SURE_NAME})\s*\Z",
    rf"(?:my|whose)[ \t]name(?:['’]s|[ \t]is|:)[ \t]{{0,2}}(?P<secret>{LATIN_NAME})",
    rf"(?<![a-z])(?:i[ \t]am|i['’]m)[ \t](?P<secret>{TITLE}(?!(?:South|North|New|East|West|Hong|The)"
    rf"[ \t]){FULL_LATIN_NAME})",
    r"(?<![a-z])(?:full[ \t]name|(?:^|(?<=\n)|(?<=[,;.][ \t]))name|contact(?:[ \t]person)?|signed(?:"
    r"[ \t]by)?|reported[ \t]by)"
    rf"[ \t]{{0,2}}:[ \t]{{0,2}}(?P<secret>{LATIN_NAME})",
    rf"(?<![a-z])(?:my|our)[ \t](?:\w{{2,9}}[ \t])?{RELATION},?[ \t](?:is[ \t])?(?:called[ \t]|named[ \t])?"
    rf"(?P<secret>{TITLE}{LATIN_NAME})",
    r"(?<![a-z])(?:regards|sincerely|thanks|thank[ \t]you|yours(?:[ \t](?:truly|faithfully))?|cheers),?"
    r"[ \t]*\n\s{0,4}"
    rf"(?P<secret>{LATIN_NAME})\s*\Z",
)

PLACE = _han_without("在住到是址寄去从從的我家了某这這那个條条")
AREA = r"(?:省|市|自治区|区|區|县|縣|镇|鎮|乡|鄉|街道|村|社区|社區|小区|小區)"
STREET = r"(?:大道|大街|胡同|路|街|(?<!国)(?<!國)道|巷|弄|里|村|小区|小區|花园|花園|公寓|新村|家园|苑|组|段)"
NUMBER = r"[0-9一二三四五六七八九十百]{1,5}"
MORE = (
    rf"(?:[ \t,，·-]?(?:{NUMBER}|[A-Z])[ \t]?"
    r"(?:号楼|號樓|号|號|栋|棟|幢|座|楼|樓|层|室|单元|單元|弄|户|房|门|之\d{1,2})){0,6}(?:[ \t,，-]?\d{1,4}"
    r"(?!\d|年|月|日|元|块|人|次|点|个|号))?"
)
HOUSE = r"(?:号楼|號樓|号|號|弄|栋|棟|幢|座)"
BUILDING = r"(?:号楼|號樓|栋|棟|幢)"
ROAD_WORDS = (
    r"(?-i:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Court|Place|Close|Terrace|Crescent|Gardens|Mews)"
)

ADDRESSES: tuple[str, ...] = (
    r"(?<![a-z])(?:my|our)[ \t](?:home[ \t]|postal[ \t])?address[ \t]?(?:is|:)[ \t]?(?P<secret>(?!https?:|www)"
    r"[^\n.;\[\]]{4,80})",
    r"(?:家庭|收货|收件|通讯|通信|联系|居住|家里|我的|本人|我家)(?:的)?(?:地址|住址)[ \t]{0,2}(?:是|为|[:：])"
    r"[ \t]{0,2}"
    r"(?P<secret>(?!https?:|www)[^\s，。；;\[\]]{4,60})",
    r"(?:住址|现住址|户籍地|户籍地址)[ \t]{0,2}(?:是|为|[:：])[ \t]{0,2}(?P<secret>[^\s，。；;\[\]]{4,60})",
    rf"(?P<secret>{PLACE}{{2,24}}(?:(?<=路)|(?<=街)|(?<=[^国國]道)|(?<=[同巷弄里村区區园園寓苑段]))[ \t]?"
    rf"(?:{NUMBER}段)?[甲乙丙]?{NUMBER}[ \t]?{HOUSE}{MORE})",
    rf"(?P<secret>{PLACE}{{0,10}}(?<!\d){NUMBER}[ \t]?{BUILDING}[ \t]?(?:{NUMBER}[ \t]?(?:单元|單元)"
    r"[ \t]?)?\d{2,4}[ \t]?(?:室|房|户|号|號)?(?!\d))",
    rf"(?:我|家|人)(?:家)?(?:就)?住(?:在|于)?(?P<secret>{PLACE}{{1,20}}(?:{AREA}|{STREET}))",
    rf"(?<![\w.])(?P<secret>\d{{1,5}}[A-Za-z]?,?[ \t](?:(?-i:[A-Z][a-z'.]{{1,15}})[ \t]){{1,3}}{ROAD_WORDS}(?!"
    r"[a-z0-9])"
    r"(?:,?[ \t](?:Apt|Apartment|Unit|Flat|Room|Suite|#)\.?[ \t]?\w{1,6}(?!\w))?)",
    rf"(?<![a-z])(?:i|we)[ \t]live[ \t](?:at|on)[ \t](?:the[ \t])?(?P<secret>(?:\d{{1,5}},?[ \t])?{LATIN}(?:"
    rf"[ \t]{LATIN}){{0,4}})",
)

SCHOOL = (
    r"(?:大学|大學|学院|學院|中学|中學|小学|小學|高中|初中|幼儿园|[一二三四五六七八九十]中|附中|职校|学校|學校|技校)"
)
SCHOOLED = r"(?:就读于|就读|就讀於|毕业于|(?:我|孩子|儿子|女儿|弟弟|妹妹|女兒|兒子)(?:现在|今年)?(?:在|上|读|是))"
CLASS = (
    r"(?:(?:初|高|大)[一二三四]|[一二三四五六七八九\d]{1,2}年级|[一二三四五六七八九\d]{1,2}年級)"
    r"[ \t]?[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[ \t]?班"
)
LATIN_SCHOOL = r"(?-i:School|University|College|Academy|Kindergarten|Institute)"
SCHOOLS: tuple[str, ...] = (
    rf"(?P<secret>{PLACE}{{0,10}}{SCHOOL}?(?:的)?{CLASS})",
    rf"{SCHOOLED}(?P<secret>{PLACE}{{2,12}}{SCHOOL})",
    r"(?<![a-z])(?:i|we|(?:son|daughter|child|brother|sister))[ \t](?:study|studies|go|goes|am[ \t]a"
    r"[ \t]student|is[ \t]a"
    r"[ \t](?:student|pupil)|attend|attends|teach|teaches)[ \t](?:(?:at|to|in|of)[ \t])?(?:the[ \t])?"
    rf"(?P<secret>(?:{LATIN}[ \t]|(?:No\.?|of)[ \t]|\d{{1,3}}[ \t]){{1,6}}{LATIN_SCHOOL}(?:[ \t]of[ \t]{LATIN})?)",
    r"(?<![a-z])(?P<secret>(?:class|grade)[ \t]\d{1,2},?[ \t](?:class|grade)[ \t]\d{1,2})(?!\d)",
)

FIRM = (
    r"(?:公司|集团|集團|医院|醫院|银行|銀行|学校|中学|小学|大学|学院|幼儿园|局|厂|廠|事务所|研究院|研究所|工作室|"
    r"超市|酒店|餐厅|支行|法院|检察院|派出所|门店)"
)
WORKPLACES: tuple[str, ...] = (
    rf"我(?:现在|目前|之前|以前|就)?(?:在|于)(?P<secret>(?!网上|网络|线上|外面|外地|这里){PLACE}{{2,16}})"
    r"(?:上班|工作|任职|任教|实习|打工)",
    rf"我(?:现在|目前|之前|以前)?(?:任职于|就职于|供职于|任教于|就职在|受雇于)(?P<secret>{PLACE}{{2,16}}{FIRM})",
    rf"我(?:就)?是(?P<secret>{PLACE}{{2,14}}{FIRM})(?:的)?(?:内部|前|离职|在职)?"
    r"(?:员工|职工|职员|工作人员|医生|护士|老师|教师|律师|保安)",
    r"(?:工作单位|我的单位|我单位)[ \t]{0,2}(?:是|为|[:：])[ \t]{0,2}(?P<secret>[^\s，。；;\[\]]{2,40})",
    r"(?<![a-z])i[ \t](?:currently[ \t]|used[ \t]to[ \t])?(?:work|worked|am[ \t]employed|was[ \t]employed|am"
    r"[ \t]working)[ \t]"
    rf"(?:\w{{2,12}}[ \t]){{0,3}}?(?:at|for|by)[ \t](?:the[ \t])?(?P<secret>{LATIN}(?:[ \t]"
    rf"(?:{LATIN}|of|and)){{0,4}})(?![a-z0-9])",
    rf"(?<![a-z])my[ \t](?:employer|company)(?:[ \t]is|:)[ \t](?P<secret>{LATIN}(?:[ \t]{LATIN}){{0,4}})(?![a-z0-9])",
)

PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛陝貴雲瓊"
PLATES: tuple[str, ...] = (
    rf"[{PROVINCE}使]\s?[a-hj-np-z]\s?[·•.-]?\s?[a-hj-np-z0-9]{{4,5}}[a-hj-np-z0-9挂学警港澳领](?![a-z0-9])",
    rf"(?<![a-z])wj\s?[{PROVINCE}]?\s?\d{{4}}[\da-z](?![a-z0-9])",
    r"(?<!\d)\d{6}\s?[使领](?![用导取])",
    r"[军海空]\s?[a-z]\s?\d{5}(?!\d)",
)
"""Number plates of GA 36: ordinary, new energy, trailer, learner, police, cross-border, embassy, armed police."""
