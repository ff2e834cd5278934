"""What people paste, and the key it comes to; one line each, read aloud."""

from __future__ import annotations

import pytest

from portal.domain.targets import TargetType, canonicalise, recognise

T = TargetType
NOTE = "64b7c0f2000000001c00e5a1"
USER = "5ff0e6410000000001008400"

KEYS: list[tuple[TargetType, str, str]] = [
    # a page is a page, however its address is spelled
    (T.WEBSITE, "https://Example.COM/", "web:example.com"),
    (T.WEBSITE, "http://example.com", "web:example.com"),
    (T.WEBSITE, "example.com", "web:example.com"),
    (T.WEBSITE, "www.example.com.", "web:example.com"),
    (T.WEBSITE, "https://example.com:443/a", "web:example.com/a"),
    (T.WEBSITE, "http://example.com:80/a/", "web:example.com/a"),
    (T.WEBSITE, "example.com:80", "web:example.com"),
    (T.WEBSITE, "https://example.com:8443/a", "web:example.com:8443/a"),
    (T.WEBSITE, "https://user:secret@example.com/a", "web:example.com/a"),
    (T.WEBSITE, "https://example.com/a/./b/../c", "web:example.com/a/c"),
    (T.WEBSITE, "https://example.com/../../a", "web:example.com/a"),
    (T.WEBSITE, "https://example.com/%7euser/%e4%bd%a0", "web:example.com/~user/%E4%BD%A0"),
    (T.WEBSITE, "https://example.com/你", "web:example.com/%E4%BD%A0"),
    (T.WEBSITE, "https://example.com/100%", "web:example.com/100%25"),
    (T.WEBSITE, "https://example.com/a#part", "web:example.com/a"),
    (T.WEBSITE, "https://example.com/#/chat/7?utm_source=x", "web:example.com#/chat/7"),
    (T.WEBSITE, "https://example.com/#!/chat", "web:example.com#!/chat"),
    (T.WEBSITE, "https://example.com/a?b=2&a=1", "web:example.com/a?a=1&b=2"),
    (T.WEBSITE, "https://example.com/a?utm_source=x&id=1&spm=a.b", "web:example.com/a?id=1"),
    (T.WEBSITE, "https://example.com/view?share_id=AAA&from=7", "web:example.com/view?from=7&share_id=AAA"),
    (T.WEBSITE, "https://example.com/view?sessionid=AAA", "web:example.com/view?sessionid=AAA"),
    (T.CONTENT, "https://m.weibo.cn/page?share_id=9&from=timeline&id=1", "web:m.weibo.cn/page?id=1"),
    (T.CONTENT, "https://www.douyin.com/page?share_token=9&sessionid=8", "web:douyin.com/page"),
    (T.WEBSITE, "https://example.com/a?fbclid=1&gclid=2&xsec_token=3", "web:example.com/a"),
    (T.WEBSITE, "https://example.com/a;jsessionid=1F", "web:example.com/a"),
    (T.WEBSITE, "https://example.com/a?q=a+b", "web:example.com/a?q=a%20b"),
    (T.WEBSITE, "https://example.com/a?q=1%2B1", "web:example.com/a?q=1%2B1"),
    (T.WEBSITE, "hxxps://evil[.]example/a", "web:evil.example/a"),
    (T.WEBSITE, "https:\\\\example.com\\a", "web:example.com/a"),
    (T.WEBSITE, "ｈｔｔｐｓ：//例子.中国", "web:xn--fsqu00a.xn--fiqs8s"),
    (T.WEBSITE, "例子.中国", "web:xn--fsqu00a.xn--fiqs8s"),
    (T.WEBSITE, "https://xn--fsqu00a.xn--fiqs8s/", "web:xn--fsqu00a.xn--fiqs8s"),
    (T.WEBSITE, "https://faß.de", "web:xn--fa-hia.de"),
    (T.WEBSITE, "https://ｅｘａｍｐｌｅ。com/", "web:example.com"),
    (T.WEBSITE, "http://2130706433/", "web:127.0.0.1"),
    (T.WEBSITE, "http://0x7f.1/", "web:127.0.0.1"),
    (T.WEBSITE, "http://[0:0::1]:8080/a", "web:[::1]:8080/a"),
    (T.WEBSITE, "203.0.113.7", "web:203.0.113.7"),
    (T.WEBSITE, "京ICP备 12345678号-1", "icp:京ICP备12345678号-1"),
    # what the type is called does not part what is the same
    (T.CONTENT, "https://example.com/a", "web:example.com/a"),
    (T.TOOL, "https://github.com/Owner/Repo.git", "github:repository:owner/repo"),
    (T.TOOL, "https://gist.github.com/owner/0123456789abcdef0123", "github:gist:0123456789abcdef0123"),
    (T.WEBSITE, "https://docs.github.com/en/actions", "web:docs.github.com/en/actions"),
    (T.WEBSITE, "https://discuss.huggingface.co/t/1", "web:discuss.huggingface.co/t/1"),
    (T.WEBSITE, "12.1.2.3", "web:12.1.2.3"),
    # share texts
    (T.CONTENT, "7.43 看看【小林的作品】 https://v.douyin.com/iAbC123/ Xyz:/ 01/02", "web:v.douyin.com/iAbC123"),
    (T.CONTENT, "http://xhslink.com/a/AbC，复制本条信息，打开【小红书】App查看精彩内容！", "web:xhslink.com/a/AbC"),
    (T.CONTENT, "https://v.kuaishou.com/AbC123复制此链接，打开快手", "web:v.kuaishou.com/AbC123"),
    (T.CONTENT, "【标题-哔哩哔哩】 https://b23.tv/AbC12", "web:b23.tv/AbC12"),
    (T.CONTENT, "我在douyin.com/video/7123456789看到的", "douyin:video:7123456789"),
    (T.CONTENT, "https://zh.wikipedia.org/wiki/人工", "web:zh.wikipedia.org/wiki/%E4%BA%BA%E5%B7%A5"),
    # video and live
    (T.CONTENT, "https://www.douyin.com/video/7123456789?modeFrom=x", "douyin:video:7123456789"),
    (T.CONTENT, "https://www.iesdouyin.com/share/video/7123456789/?region=CN", "douyin:video:7123456789"),
    (T.CONTENT, "https://www.douyin.com/discover?modal_id=7123456789", "douyin:video:7123456789"),
    (T.CONTENT, "snssdk1128://aweme/detail/7123456789", "douyin:video:7123456789"),
    (T.CONTENT, "https://www.douyin.com/note/7123456789", "douyin:note:7123456789"),
    (T.LIVE_ROOM, "https://live.douyin.com/80017709309", "douyin:live:80017709309"),
    (T.ACCOUNT, "https://www.douyin.com/user/MS4wLjABAAAA-x_Y?vid=1", "douyin:user:MS4wLjABAAAA-x_Y"),
    (T.CONTENT, "https://www.bilibili.com/video/BV17x411w7KC/?vd_source=1", "bilibili:video:BV17x411w7KC"),
    (T.CONTENT, "https://m.bilibili.com/video/av170001", "bilibili:video:BV17x411w7KC"),
    (T.CONTENT, "https://b23.tv/BV17x411w7KC", "bilibili:video:BV17x411w7KC"),
    (T.ACCOUNT, "https://space.bilibili.com/12345/dynamic", "bilibili:user:12345"),
    (T.LIVE_ROOM, "https://live.bilibili.com/h5/21452505", "bilibili:live:21452505"),
    (T.CONTENT, "https://www.kuaishou.com/short-video/3xabc9?authorId=1", "kuaishou:video:3xabc9"),
    (T.CONTENT, "https://v.m.chenzhongtech.com/fw/photo/3xabc9?fid=1", "kuaishou:video:3xabc9"),
    (T.CONTENT, "https://youtu.be/dQw4w9WgXcQ?si=abc", "youtube:video:dQw4w9WgXcQ"),
    (T.CONTENT, "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "youtube:video:dQw4w9WgXcQ"),
    (T.CONTENT, "https://b23.tv/av170001", "bilibili:video:BV17x411w7KC"),
    (T.CONTENT, "BV17x411w7KC", "bilibili:video:BV17x411w7KC"),
    (T.CONTENT, "av170001", "bilibili:video:BV17x411w7KC"),
    (T.CONTENT, "B站上的BV17x411w7KC这个视频", "bilibili:video:BV17x411w7KC"),
    # social media
    (T.CONTENT, f"https://www.xiaohongshu.com/search_result/{NOTE}?xsec_token=a", f"xiaohongshu:note:{NOTE}"),
    (T.CONTENT, f"https://www.rednote.com/explore/{NOTE}", f"xiaohongshu:note:{NOTE}"),
    (T.CONTENT, "https://weibo.cn/status/z8ElgBLeQ", "weibo:status:3520617028999724"),
    (T.ACCOUNT, "https://weibo.com/1749127163/profile?topnav=1", "weibo:user:1749127163"),
    (T.ACCOUNT, "https://weibo.cn/u/1749127163", "weibo:user:1749127163"),
    (T.CONTENT, f"https://www.xiaohongshu.com/explore/{NOTE}?xsec_token=a&xsec_source=b", f"xiaohongshu:note:{NOTE}"),
    (T.CONTENT, f"https://www.xiaohongshu.com/discovery/item/{NOTE}", f"xiaohongshu:note:{NOTE}"),
    (T.ACCOUNT, f"https://www.xiaohongshu.com/user/profile/{USER}", f"xiaohongshu:user:{USER}"),
    (T.CONTENT, "https://weibo.com/1749127163/z8ElgBLeQ?from=page", "weibo:status:3520617028999724"),
    (T.CONTENT, "https://m.weibo.cn/status/3520617028999724", "weibo:status:3520617028999724"),
    (T.CONTENT, "https://m.weibo.cn/detail/3520617028999724", "weibo:status:3520617028999724"),
    (T.ACCOUNT, "https://weibo.com/u/1749127163", "weibo:user:1749127163"),
    (T.ACCOUNT, "https://weibo.com/1749127163", "weibo:user:1749127163"),
    (T.CONTENT, "https://www.zhihu.com/question/1/answer/22", "zhihu:answer:22"),
    (T.CONTENT, "https://zhuanlan.zhihu.com/p/33", "zhihu:article:33"),
    (T.CONTENT, "https://mp.weixin.qq.com/s/AbC-_1?scene=1", "wechat:article:AbC-_1"),
    (T.CONTENT, "https://mp.weixin.qq.com/s?sn=x&idx=1&mid=2&__biz=MzI&chksm=y", "wechat:article:MzI/2/1"),
    # goods
    (T.LISTING, "https://detail.tmall.com/item.htm?spm=a1z10.1&id=654321", "taobao:item:654321"),
    (T.LISTING, "https://item.taobao.com/item.htm?id=654321&ut_sk=1", "taobao:item:654321"),
    (T.LISTING, "https://item.m.jd.com/product/100012.html", "jd:item:100012"),
    (T.LISTING, "https://item.jd.com/100012.html", "jd:item:100012"),
    (T.LISTING, "https://mobile.yangkeduo.com/goods2.html?goods_id=778899&_x=1", "pinduoduo:item:778899"),
    # apps
    (T.APP, "https://apps.apple.com/us/app/some-name/id123456789?l=zh", "app-store:app:123456789"),
    (T.APP, "https://appgallery.huawei.com/#/app/C100123", "huawei-store:app:C100123"),
    (T.APP, "https://appgallery.huawei.com/app/C100123", "huawei-store:app:C100123"),
    (T.APP, "https://app.mi.com/details?id=com.foo.bar&ref=search", "xiaomi-store:app:com.foo.bar"),
    (T.APP, "https://a.app.qq.com/o/simple.jsp?pkgname=com.foo.bar", "tencent-store:app:com.foo.bar"),
    (T.APP, "https://sj.qq.com/appdetail/com.foo.bar", "tencent-store:app:com.foo.bar"),
    (T.APP, "https://app.mi.com/detail?id=com.foo.bar", "xiaomi-store:app:com.foo.bar"),
    (T.APP, "https://app.mi.com/detail/1122", "xiaomi-store:app:1122"),
    (T.APP, "mimarket://details?id=com.foo.bar", "xiaomi-store:app:com.foo.bar"),
    (T.APP, "itms-apps://itunes.apple.com/cn/app/some-name/id123456789?mt=8", "app-store:app:123456789"),
    (T.APP, "com.Foo.bar", "package:app:com.foo.bar"),
    # mini programs
    (T.MINI_PROGRAM, "wx1234567890ABCDEF", "wechat:mini_program:wx1234567890abcdef"),
    (T.MINI_PROGRAM, "weixin://dl/business/?appid=wx1234567890abcdef&path=x", "wechat:mini_program:wx1234567890abcdef"),
    (T.MINI_PROGRAM, "gh_0123456789ab", "wechat:mini_program:gh_0123456789ab"),
    (T.MINI_PROGRAM, "#小程序://脱衣神器/AbCdEf123", "wechat:mini_program_link:AbCdEf123"),
    (T.MINI_PROGRAM, "2021001234567890", "alipay:mini_program:2021001234567890"),
    # models, data sets, agents
    (T.MODEL, "https://www.modelscope.cn/models/Org/Name/summary", "modelscope:model:Org/Name"),
    (T.DATASET, "https://huggingface.co/datasets/org/name/tree/main", "huggingface:dataset:org/name"),
    (T.MODEL, "https://hf-mirror.com/org/name", "huggingface:model:org/name"),
    (T.AGENT, "https://chatgpt.com/g/g-AbC123-some-name", "chatgpt:agent:g-abc123"),
    (T.AGENT, "https://www.coze.cn/store/bot/7340", "coze:agent:7340"),
    # labels
    (T.GROUP, "QQ群：123456789", "qq:group:123456789"),
    (T.GROUP, "群号 123456789", "qq:group:123456789"),
    (T.GROUP, "ＱＱ群号码:123456789", "qq:group:123456789"),
    (T.ACCOUNT, "QQ：95123456", "qq:user:95123456"),
    (T.PRIVATE_CHAT, "qq号95123456", "qq:user:95123456"),
    (T.PRIVATE_CHAT, "微信号：Lin_1990", "wechat:user:lin_1990"),
    (T.ACCOUNT, "抖音号: some.one", "douyin:user:some.one"),
    # pages that lead on
    (T.WEBSITE, "https://weibo.cn/sinaurl?u=https%3A%2F%2Fevil.example%2Fa%3Fb%3D1", "web:evil.example/a?b=1"),
    (T.WEBSITE, "https://link.zhihu.com/?target=https%3A//evil.example/a", "web:evil.example/a"),
    (T.WEBSITE, "https://www.google.com/url?sa=t&url=https://evil.example/a", "web:evil.example/a"),
    (T.WEBSITE, "https://link.zhihu.com/?target=%E4%BD%A0", "web:link.zhihu.com?target=%E4%BD%A0"),
    (T.CONTENT, "https://link.zhihu.com/?target=https%3A//b23.tv/av170001", "bilibili:video:BV17x411w7KC"),
    # phones
    (T.PHONE_CALL, "+86 138-0013 8000", "phone:+8613800138000"),
    (T.PHONE_CALL, "１３８００１３８０００", "phone:+8613800138000"),
    (T.PHONE_CALL, "008613800138000", "phone:+8613800138000"),
    (T.PHONE_CALL, "010-65529988", "phone:+861065529988"),
    (T.PHONE_CALL, "对方用13800138000打来，自称客服", "phone:+8613800138000"),
    (T.PHONE_CALL, "+852 2345 6789", "phone:+85223456789"),
    (T.PHONE_CALL, "10086", "phone:10086"),
    (T.PHONE_CALL, "400-123-4567", "phone:4001234567"),
    # whole platforms
    (T.PLATFORM, "https://www.example.com/a", "web:example.com"),
    (T.PLATFORM, "抖音", "platform:douyin"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "key"), KEYS)
def test_the_key_of_what_is_pasted(type_: TargetType, text: str, key: str) -> None:
    target = canonicalise(type_, text)
    assert (target.key, target.identifies) == (key, True)


@pytest.mark.parametrize(("type_", "text", "key"), KEYS)
def test_what_is_shown_reads_back_as_the_same(type_: TargetType, text: str, key: str) -> None:
    shown = canonicalise(type_, text)
    assert canonicalise(type_, shown.display, platform=shown.platform).key == key


@pytest.mark.parametrize(
    ("type_", "text", "platform", "key"),
    [
        (T.ACCOUNT, "@Some_One", "抖音", "douyin:user:some_one"),
        (T.ACCOUNT, "1749127163", "微博", "weibo:user:1749127163"),
        (T.ACCOUNT, "小林说", "微博", "weibo:user:小林说"),
        (T.PRIVATE_CHAT, "wxid_abc123", "微信", "wechat:user:wxid_abc123"),
        (T.GROUP, "12345678", "QQ", "qq:group:12345678"),
        (T.GROUP, "群号：12345678", "", "qq:group:12345678"),
        (T.PRIVATE_CHAT, "95123456", "QQ", "qq:user:95123456"),
        (T.CONTENT, "av170001", "B站", "bilibili:video:BV17x411w7KC"),
        (T.CONTENT, NOTE, "小红书", f"xiaohongshu:note:{NOTE}"),
        (T.CONTENT, "12345678", "百鹿社区", "百鹿社区:content:12345678"),
        (T.LISTING, "654321", "天猫", "taobao:item:654321"),
        (T.APP, "c100123", "华为应用市场", "huawei-store:app:C100123"),
        (T.APP, "com.foo.bar", "应用宝", "tencent-store:app:com.foo.bar"),
        (T.APP, "id123456789", "App Store", "app-store:app:123456789"),
        (T.MODEL, "Org/Name", "魔搭", "modelscope:model:Org/Name"),
        (T.DATASET, "org/name", "Hugging Face", "huggingface:dataset:org/name"),
        (T.PLATFORM, "这个平台", "快手", "platform:kuaishou"),
    ],
)
def test_a_number_on_a_platform_meets_its_link(type_: TargetType, text: str, platform: str, key: str) -> None:
    target = canonicalise(type_, text, platform=platform)
    assert (target.key, target.identifies) == (key, True)


@pytest.mark.parametrize(
    ("type_", "text", "app_id"),
    [
        (T.APP, "https://apps.store.example/detail/com.Foo.chat", "com.foo.chat"),
        (T.APP, "https://apps.store.example/detail?package=com.foo.chat&lang=zh", "com.foo.chat"),
        (T.APP, "https://appgallery.huawei.com/app/C100123", "c100123"),
        (T.APP, "com.Foo.chat", "com.foo.chat"),
        (T.MINI_PROGRAM, "wx1234567890ABCDEF", "wx1234567890abcdef"),
        (T.WEBSITE, "https://example.com/about", None),
    ],
)
def test_an_app_tells_its_number_for_routing(type_: TargetType, text: str, app_id: str | None) -> None:
    assert canonicalise(type_, text).app_id == app_id


@pytest.mark.parametrize(
    ("type_", "text", "platform"),
    [
        (T.UNKNOWN, "", ""),
        (T.UNKNOWN, "https://example.com/a", ""),
        (T.WEBSITE, "某某AI换脸网", ""),
        (T.WEBSITE, "lin@example.com", ""),
        (T.WEBSITE, "写信给lin.song@example.com", ""),
        (T.WEBSITE, "版本 2.0", ""),
        (T.ACCOUNT, "微信号：看我主页", ""),
        (T.ACCOUNT, "我的微信号是lin_1990", ""),
        (T.CONTENT, "QQ：95123456", ""),
        (T.WEBSITE, "javascript:alert(1)", ""),
        (T.APP, "AI女友", "华为应用市场"),
        (T.ACCOUNT, "小林说", ""),
        (T.ACCOUNT, "小林说", "抖音"),
        (T.ACCOUNT, "some_one", ""),
        (T.CONTENT, "一段视频", "抖音"),
        (T.GROUP, "发财群", "微信"),
        (T.MODEL, "Org/Name", ""),
        (T.MINI_PROGRAM, "一键脱衣", "微信"),
        (T.PHONE_CALL, "号码没有显示", ""),
        (T.PHONE_CALL, "12.1.2.3", ""),
        (T.PHONE_CALL, "2026年充了10000元", ""),
        (T.PLATFORM, "某平台", ""),
        (T.ACCOUNT_CLUSTER, "https://weibo.com/u/1749127163", "微博"),
    ],
)
def test_a_bare_name_identifies_nothing(type_: TargetType, text: str, platform: str) -> None:
    assert not canonicalise(type_, text, platform=platform).identifies


@pytest.mark.parametrize(
    ("text", "type_", "platform", "name"),
    [
        ("复制打开抖音，看看【小林的作品】 https://v.douyin.com/iAbC123/", T.CONTENT, None, "小林的作品"),
        ("https://www.douyin.com/video/7123456789", T.CONTENT, "douyin", None),
        ("https://space.bilibili.com/12345", T.ACCOUNT, "bilibili", None),
        ("https://apps.apple.com/cn/app/x/id123456789", T.APP, "app-store", None),
        ("com.foo.bar", T.APP, None, None),
        ("wx1234567890abcdef", T.MINI_PROGRAM, "wechat", None),
        ("#小程序://脱衣神器/AbCdEf123", T.MINI_PROGRAM, "wechat", None),
        ("138 0013 8000", T.PHONE_CALL, None, None),
        ("example.com", T.WEBSITE, None, None),
        ("12.1.2.3", T.WEBSITE, None, None),
        ("95123456", T.UNKNOWN, None, "95123456"),
        ("95588", T.PHONE_CALL, None, None),
        ("京ICP备12345678号", T.WEBSITE, None, None),
        ("https://item.jd.com/100012.html", T.LISTING, "jd", None),
        ("https://huggingface.co/org/name", T.MODEL, "huggingface", None),
        ("https://github.com/a/b", T.TOOL, "github", None),
        ("抖音", T.PLATFORM, "douyin", None),
        ("我说不清", T.UNKNOWN, None, "我说不清"),
        ("http://xhslink.com/a/AbC，复制本条信息，打开【小红书】App查看！", T.CONTENT, None, None),
        ("【淘宝】7天无理由退货 https://m.tb.cn/h.5x 「AI换脸软件」", T.CONTENT, None, "AI换脸软件"),
        ("【快手】https://v.kuaishou.com/AbC123 看看", T.CONTENT, None, None),
        ("QQ群：123456789", T.GROUP, "qq", None),
        ("微信号：lin_1990", T.ACCOUNT, "wechat", None),
        ("BV17x411w7KC", T.CONTENT, "bilibili", None),
        ("https://link.zhihu.com/?target=https%3A//evil.example/a", T.WEBSITE, None, None),
        ("", T.UNKNOWN, None, None),
    ],
)
def test_the_first_guess(text: str, type_: TargetType, platform: str | None, name: str | None) -> None:
    guess = recognise(text)
    assert (guess.type, guess.platform, guess.name) == (type_, platform, name)


@pytest.mark.parametrize(
    ("text", "platform", "type_", "key"),
    [
        ("95123456", "qq", T.ACCOUNT, "qq:user:95123456"),
        ("@some_one", "抖音", T.ACCOUNT, "douyin:user:some_one"),
        (NOTE, "xiaohongshu", T.CONTENT, f"xiaohongshu:note:{NOTE}"),
        ("1749127163", "weibo", T.ACCOUNT, "weibo:user:1749127163"),
        ("654321987", "taobao", T.LISTING, "taobao:item:654321987"),
        ("wx1234567890abcdef", "wechat", T.MINI_PROGRAM, "wechat:mini_program:wx1234567890abcdef"),
        ("https://www.douyin.com/video/7123456789", "weibo", T.CONTENT, "douyin:video:7123456789"),
        ("13800138000", "bailu", T.PHONE_CALL, "phone:+8613800138000"),
    ],
)
def test_the_first_guess_knows_the_platform_that_was_chosen(
    text: str, platform: str, type_: TargetType, key: str
) -> None:
    guess = recognise(text, platform)
    assert guess.type is type_
    assert canonicalise(guess.type, text, platform=guess.platform).key == key
