import { css, styled } from "@twilio-paste/styling-library";

/** The part of the page in which the table scrolls, both ways. */
export const Region = styled.div(
  css({
    // Not scroll anchoring: the rows that come and go above keep their place by themselves.
    overflow: "auto",
    overflowAnchor: "none",
    contain: "strict",
    height: "max(24rem, calc(100vh - 30rem))",
    borderWidth: "borderWidth10",
    borderStyle: "solid",
    borderColor: "colorBorderWeaker",
    borderRadius: "borderRadius20",
  }),
);

/** Plain elements with Paste's tokens: Paste's own table draws a styled component for each of its cells, which thousands of rows feel. */
export const Table = styled.table(
  css({
    width: "100%",
    tableLayout: "fixed",
    outline: "none",
    borderCollapse: "separate",
    borderSpacing: "0",
    color: "colorText",
    fontSize: "fontSize30",
    lineHeight: "lineHeight30",
    textAlign: "start",
    "& th, & td": {
      boxSizing: "border-box",
      paddingX: "space40",
      paddingY: "space20",
      textAlign: "start",
      verticalAlign: "middle",
      overflow: "hidden",
      borderBottomWidth: "borderWidth10",
      borderBottomStyle: "solid",
      borderBottomColor: "colorBorderWeaker",
      backgroundColor: "colorBackgroundBody",
    },
    "& td": { height: "60px", whiteSpace: "nowrap" },
    "&[data-narrow=true] td": { height: "124px" },
    "& th": { position: "sticky", top: 0, zIndex: "zIndex10", paddingY: "space30", fontWeight: "fontWeightSemibold", color: "colorTextWeak", backgroundColor: "colorBackground" },
    // The donor stays in sight when the table is scrolled sideways.
    "& th:first-of-type, & td:first-of-type": { position: "sticky", insetInlineStart: 0, zIndex: "zIndex10", textAlign: "center", paddingX: "space20" },
    "& th:nth-of-type(2), & td:nth-of-type(2)": { position: "sticky", insetInlineStart: "3rem", zIndex: "zIndex10" },
    "& th:first-of-type, & th:nth-of-type(2)": { zIndex: "zIndex20" },
    "& tbody tr": { cursor: "pointer", outline: "none" },
    "& tbody tr:hover td": { backgroundColor: "colorBackground" },
    "& tbody tr[aria-selected=true] td": { backgroundColor: "colorBackgroundPrimaryWeakest" },
    "& tbody tr[data-ended=true] td": { color: "colorTextWeak" },
    "& tbody tr:focus-visible td": { borderTopWidth: "borderWidth20", borderTopStyle: "solid", borderTopColor: "colorBorderPrimary", borderBottomWidth: "borderWidth20", borderBottomColor: "colorBorderPrimary" },
    "& input[type=checkbox]": { width: "1rem", height: "1rem", cursor: "pointer" },
  }),
);
