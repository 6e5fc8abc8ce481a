"""The fictional firms of the demo: who they are and what their files will tell."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@dataclass(frozen=True)
class Partner:
    """One counterparty with a story; its share moves linearly from first to last month."""

    name: str
    first_share: float
    """Share of the side's monthly turnover at the start, 0..1."""
    last_share: float
    gone_after: int | None = None
    """Months after which it disappears."""


@dataclass(frozen=True)
class Accounts:
    """What the statements are made from; rates are fractions of revenue unless said."""

    gross_margin: float
    expenses: float
    """Selling, administrative and research expense together."""
    receivable_days: int
    inventory_days: int
    payable_days: int
    short_term_debt: int
    """Yuan, as at each year's end."""
    interest_rate: float
    fixed_assets: int
    """Yuan, at the opening of the first year."""
    capex: int
    """Yuan a year."""
    paid_in_capital: int
    retained: int
    """Yuan, at the opening of the first year."""
    cover: tuple[float, float, float]
    """EBITDA over principal and interest that the principal is set to give, by year."""


@dataclass(frozen=True)
class Request:
    """What the firm applies for."""

    amount: int
    tenor_months: int
    rate: str
    purpose_zh: str
    purpose_en: str
    collateral_value: int
    expected_growth: str
    own_funds: int
    existing_loans: int
    overdue_months: int
    principal_per_year: int
    """Yuan of this request's principal that fall due in a year."""
    overdue_amount: int = 0


@dataclass(frozen=True)
class Firm:
    """One fictional firm."""

    slug: str
    name_zh: str
    name_en: str
    industry: str
    uscc: str
    monthly_sales: int
    """Yuan without tax in the first month."""
    yearly_growth: tuple[float, float, float]
    """Growth within each of the three years."""
    season: tuple[float, ...]
    """Twelve monthly factors."""
    purchase_share: float
    """Purchases over sales."""
    customers: tuple[Partner, ...]
    suppliers: tuple[Partner, ...]
    small_customers: int
    small_suppliers: int
    void_rate: float
    accounts: Accounts | None
    """None: the firm hands in no statements."""
    request: Request


def uscc(body: str) -> str:
    """A unified social credit code with its check character (Source: GB 32100-2015)."""
    total = sum(
        _USCC_ALPHABET.index(char) * weight
        for char, weight in zip(body, _USCC_WEIGHTS, strict=True)
    )
    return body + _USCC_ALPHABET[(31 - total % 31) % 31]


_FLAT: Final = (1.0,) * 12
_FESTIVE: Final = (1.25, 0.7, 0.9, 0.95, 1.0, 0.95, 0.9, 1.0, 1.2, 1.05, 1.0, 1.1)

QINGHE: Final = Firm(
    slug="qinghe",
    name_zh="青禾示例食品有限公司",
    name_en="Qinghe Example Foods Co., Ltd.",
    industry="食品制造业",
    uscc=uscc("91330000MA0EXAMP1"),
    monthly_sales=1_900_000,
    yearly_growth=(0.10, 0.06, -0.04),
    season=_FESTIVE,
    purchase_share=0.74,
    customers=(
        Partner("禾丰示例商超", 0.22, 0.58),
        Partner("甘露示例餐饮", 0.14, 0.09),
        Partner("云集示例电商", 0.10, 0.07),
    ),
    suppliers=(
        Partner("晨原示例粮油", 0.24, 0.22, gone_after=29),
        Partner("白溪示例包装", 0.12, 0.15),
        Partner("石桥示例调味", 0.10, 0.12),
    ),
    small_customers=26,
    small_suppliers=14,
    void_rate=0.03,
    accounts=Accounts(
        gross_margin=0.235,
        expenses=0.135,
        receivable_days=62,
        inventory_days=48,
        payable_days=41,
        short_term_debt=3_000_000,
        interest_rate=0.052,
        fixed_assets=5_200_000,
        capex=500_000,
        paid_in_capital=6_000_000,
        retained=1_900_000,
        cover=(2.35, 2.10, 1.90),
    ),
    request=Request(
        1_500_000, 12, "0.045", "采购面粉、油脂等原材料", "flour and oil for production",
        6_800_000, "0.05", 100_000, 3_000_000, 0, 500_000,
    ),
)  # fmt: skip

LANAN: Final = Firm(
    slug="lanan",
    name_zh="蓝岸示例包装有限公司",
    name_en="Lanan Example Packaging Co., Ltd.",
    industry="纸制品业",
    uscc=uscc("91330000MA0EXAMP2"),
    monthly_sales=2_400_000,
    yearly_growth=(0.09, 0.10, 0.11),
    season=_FLAT,
    purchase_share=0.66,
    customers=(Partner("西坡示例饮料", 0.13, 0.12), Partner("东篱示例日化", 0.10, 0.10)),
    suppliers=(Partner("北林示例纸业", 0.18, 0.17),),
    small_customers=48,
    small_suppliers=22,
    void_rate=0.01,
    accounts=Accounts(
        gross_margin=0.29,
        expenses=0.14,
        receivable_days=45,
        inventory_days=60,
        payable_days=40,
        short_term_debt=2_000_000,
        interest_rate=0.042,
        fixed_assets=9_000_000,
        capex=800_000,
        paid_in_capital=10_000_000,
        retained=4_000_000,
        cover=(2.6, 2.8, 3.1),
    ),
    request=Request(
        3_000_000, 12, "0.040", "采购原纸", "base paper",
        8_000_000, "0.10", 200_000, 2_000_000, 0, 600_000,
    ),
)  # fmt: skip

YUANQIAO: Final = Firm(
    slug="yuanqiao",
    name_zh="远桥示例五金有限公司",
    name_en="Yuanqiao Example Hardware Co., Ltd.",
    industry="金属制品业",
    uscc=uscc("91330000MA0EXAMP3"),
    monthly_sales=1_600_000,
    yearly_growth=(0.0, -0.18, -0.30),
    season=_FLAT,
    purchase_share=0.84,
    customers=(Partner("鹿鸣示例机电", 0.45, 0.62),),
    suppliers=(Partner("铁原示例钢材", 0.35, 0.40),),
    small_customers=9,
    small_suppliers=6,
    void_rate=0.12,
    accounts=Accounts(
        gross_margin=0.155,
        expenses=0.12,
        receivable_days=118,
        inventory_days=96,
        payable_days=72,
        short_term_debt=7_500_000,
        interest_rate=0.068,
        fixed_assets=4_600_000,
        capex=100_000,
        paid_in_capital=4_400_000,
        retained=200_000,
        cover=(1.10, 0.92, 0.71),
    ),
    request=Request(
        5_000_000, 24, "0.065", "归还到期借款", "repaying maturing loans",
        4_500_000, "0.00", 200_000, 7_500_000, 4, 2_500_000, 320_000,
    ),
)  # fmt: skip

BEIYAN: Final = Firm(
    slug="beiyan",
    name_zh="北檐示例纺织有限公司",
    name_en="Beiyan Example Textiles Co., Ltd.",
    industry="纺织业",
    uscc=uscc("91330000MA0EXAMP4"),
    monthly_sales=1_500_000,
    yearly_growth=(0.04, 0.02, 0.01),
    season=_FLAT,
    purchase_share=0.72,
    customers=(Partner("织月示例服饰", 0.30, 0.33), Partner("锦程示例家纺", 0.15, 0.14)),
    suppliers=(Partner("棉原示例纱线", 0.28, 0.27),),
    small_customers=22,
    small_suppliers=12,
    void_rate=0.02,
    accounts=Accounts(
        gross_margin=0.22,
        expenses=0.13,
        receivable_days=70,
        inventory_days=60,
        payable_days=45,
        short_term_debt=3_200_000,
        interest_rate=0.050,
        fixed_assets=6_000_000,
        capex=350_000,
        paid_in_capital=5_000_000,
        retained=1_500_000,
        cover=(1.58, 1.54, 1.50),
    ),
    request=Request(
        900_000, 12, "0.048", "采购棉纱", "cotton yarn",
        5_200_000, "0.02", 100_000, 3_200_000, 1, 425_000,
    ),
)  # fmt: skip

XINYU: Final = Firm(
    slug="xinyu",
    name_zh="新榆示例物流有限公司",
    name_en="Xinyu Example Logistics Co., Ltd.",
    industry="道路运输业",
    uscc=uscc("91330000MA0EXAMP5"),
    monthly_sales=700_000,
    yearly_growth=(0.05, 0.08, 0.06),
    season=_FLAT,
    purchase_share=0.58,
    customers=(Partner("启程示例快运", 0.26, 0.24),),
    suppliers=(Partner("通达示例油料", 0.40, 0.38),),
    small_customers=18,
    small_suppliers=9,
    void_rate=0.02,
    accounts=None,
    request=Request(
        1_000_000, 12, "0.050", "支付运费与油料款", "freight and fuel",
        1_800_000, "0.05", 300_000, 0, 0, 200_000,
    ),
)  # fmt: skip

FIRMS: Final = (QINGHE, LANAN, YUANQIAO, BEIYAN, XINYU)
"""The main firm first; then healthy, breach, thin, and one whose file lacks what the test needs."""

FIRST_YEAR: Final = 2023
YEARS: Final = (2023, 2024, 2025)
VAT_RATE: Final = Decimal("0.13")
