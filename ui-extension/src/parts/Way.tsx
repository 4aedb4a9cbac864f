import { css, styled } from "@twilio-paste/styling-library";

/** Way is a link of a navigation; aria-current="page" marks where one is. A narrow navigation scrolls, so its ring is inside. Its room around the words is the navigation's to give. */
export const Way = styled.a(
  css({
    display: "block",
    whiteSpace: "nowrap",
    color: "colorTextWeak",
    fontSize: "fontSize30",
    fontWeight: "fontWeightSemibold",
    lineHeight: "lineHeight20",
    textDecoration: "none",
    borderBottomWidth: "borderWidth20",
    borderBottomStyle: "solid",
    borderBottomColor: "transparent",
    "&:hover": { color: "colorText" },
    "&[aria-current=page]": { color: "colorTextLink", borderBottomColor: "colorBorderPrimary" },
    "&:focus-visible": { boxShadow: "shadowFocusInset", outline: "none", borderRadius: "borderRadius20" },
  }),
);
