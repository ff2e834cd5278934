"""Pages of apps in their stores (rows of `permalinks`)."""

from __future__ import annotations

from portal.domain.targets.permalink import Permalink, row

TENCENT = "https://sj.qq.com/appdetail/{}"

STORES: tuple[Permalink, ...] = (
    row(
        "app-store",
        "app",
        "apps.apple.com itunes.apple.com",
        r"(?:/[a-z]{2})?/app(?:/[^/]+)?/id(\d+)",
        "https://apps.apple.com/cn/app/id{}",
    ),
    row(
        "huawei-store",
        "app",
        "appgallery.huawei.com appgallery.cloud.huawei.com url.cloud.huawei.com",
        r"(?:/#|#)?/(?:app|ag/n/app)/(C\d+)",
        "https://appgallery.huawei.com/app/{}",
        respell=str.upper,
    ),
    row(
        "xiaomi-store",
        "app",
        "app.mi.com app.xiaomi.com m.app.mi.com",
        r"/details?",
        "https://app.mi.com/details?id={}",
        parameters="id",
    ),
    row("xiaomi-store", "app", "app.mi.com app.xiaomi.com", r"/detail/(\d+)", "https://app.mi.com/detail/{}"),
    row("tencent-store", "app", "sj.qq.com", r"/appdetail/([\w.]+)", TENCENT),
    row("tencent-store", "app", "a.app.qq.com", r"/o/simple\.jsp", TENCENT, parameters="pkgname"),
    row("tencent-store", "app", "android.myapp.com sj.qq.com", r"/myapp/detail\.htm", TENCENT, parameters="apkName"),
    row("oppo-store", "app", "store.oppomobile.com", r"/(?:product|app)/(?:[\d/]+/)?(\w+)(?:_\d+)?\.html"),
    row(
        "vivo-store",
        "app",
        "info.appstore.vivo.com.cn",
        r"/detail/(\d+)",
        "https://info.appstore.vivo.com.cn/detail/{}",
    ),
    row(
        "vivo-store",
        "app",
        "h5.appstore.vivo.com.cn",
        r".*",
        "https://info.appstore.vivo.com.cn/detail/{}",
        parameters="appId",
    ),
    row(
        "google-play",
        "app",
        "play.google.com",
        r"/store/apps/details",
        "https://play.google.com/store/apps/details?id={}",
        parameters="id",
    ),
)
