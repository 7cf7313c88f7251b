package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.fedval.crypto.secagg.body.SignedBody;

/** Reads the pair of columns that hold a signed body. */
final class SignedRow {
  private SignedRow() {}

  static SignedBody read(ResultSet row, String bodyColumn, String sigColumn) throws SQLException {
    return new SignedBody(row.getBytes(bodyColumn), row.getBytes(sigColumn));
  }
}
