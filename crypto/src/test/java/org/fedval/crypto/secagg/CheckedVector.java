package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.shamir.FieldElement;

/** One JSON object of the vectors: every field must be used, or {@link #close} fails by name. */
final class CheckedVector implements AutoCloseable {
  private final String where;
  private final JsonNode node;
  private final Set<String> open = new TreeSet<>();

  CheckedVector(String where, JsonNode node) {
    this.where = where;
    this.node = node;
    node.fieldNames().forEachRemaining(open::add);
  }

  JsonNode get(String field) {
    open.remove(field);
    assertThat(node.has(field)).as("%s has %s", where, field).isTrue();
    return node.get(field);
  }

  int number(String field) {
    return get(field).intValue();
  }

  byte[] bytes(String field) {
    return HexFormat.of().parseHex(get(field).textValue());
  }

  void is(String field, byte[] actual) {
    assertThat(HexFormat.of().formatHex(actual))
        .as("%s %s", where, field)
        .isEqualTo(get(field).textValue());
  }

  void is(String field, Octets actual) {
    is(field, actual.toByteArray());
  }

  void is(String field, Sha256Digest actual) {
    is(field, actual.toByteArray());
  }

  void is(String field, FieldElement actual) {
    is(field, actual.encode());
  }

  void is(String field, long[] actual) {
    long[] expected = new long[get(field).size()];
    for (int n = 0; n < expected.length; n++) {
      expected[n] = get(field).get(n).longValue();
    }
    assertThat(actual).as("%s %s", where, field).isEqualTo(expected);
  }

  boolean isNull(String field) {
    return get(field).isNull();
  }

  @Override
  public void close() {
    assertThat(open).as("fields of %s that were not recomputed", where).isEmpty();
  }
}
