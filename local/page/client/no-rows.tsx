/** The one row of a table that has none: it says so in all of its columns. */
export const NoRows = ({ columns }: { readonly columns: number }) => (
  <tr>
    <td colSpan={columns}>none</td>
  </tr>
);
