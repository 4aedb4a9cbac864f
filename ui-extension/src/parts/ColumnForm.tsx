import { css, styled } from "@twilio-paste/styling-library";

/** ColumnForm is a form whose parts stand below each other, no wider than a line is easily read. */
export const ColumnForm = styled.form(css({ display: "flex", flexDirection: "column", rowGap: "space60", fontSize: "fontSize30", lineHeight: "lineHeight20", maxWidth: "size60", minWidth: "size0" }));
