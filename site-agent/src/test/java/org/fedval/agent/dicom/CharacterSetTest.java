package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Vectors of PS3.5 annexes H, I, J and K. */
class CharacterSetTest {
  private static String name(String terms, String bytes) {
    return CharacterSet.of(terms).decode(bytes.getBytes(StandardCharsets.ISO_8859_1), Vr.PN);
  }

  private static String text(String terms, String bytes) {
    return CharacterSet.of(terms).decode(bytes.getBytes(StandardCharsets.ISO_8859_1), Vr.LO);
  }

  @Test
  void japanese_names_change_between_kanji_and_ascii() {
    assertThat(
            name(
                "\\ISO 2022 IR 87",
                "Yamada^Tarou=\33$B;3ED\33(B^\33$BB@O:\33(B=\33$B$d$^$@\33(B^\33$B$?$m$&\33(B"))
        .isEqualTo("Yamada^Tarou=\u5c71\u7530^\u592a\u90ce=\u3084\u307e\u3060^\u305f\u308d\u3046");
  }

  @Test
  void japanese_names_begin_in_half_width_katakana() {
    assertThat(
            name(
                "ISO 2022 IR 13\\ISO 2022 IR 87",
                "\324\317\300\336^\300\333\263=\33$B;3ED\33(J^\33$BB@O:\33(J"))
        .isEqualTo("\uff94\uff8f\uff80\uff9e^\uff80\uff9b\uff73=\u5c71\u7530^\u592a\u90ce");
  }

  @Test
  void supplementary_kanji_are_read_too() {
    assertThat(text("\\ISO 2022 IR 159", "\33$(D0!\33(B")).isEqualTo("\u4e02");
  }

  @Test
  void korean_and_chinese_names_lie_above_ascii_until_a_delimiter() {
    assertThat(name("\\ISO 2022 IR 149", "Hong^Gildong=\33$)C\373\363^\33$)C\321\316\324\327"))
        .isEqualTo("Hong^Gildong=\u6d2a^\u5409\u6d1e");
    assertThat(name("\\ISO 2022 IR 58", "Zhang^XiaoDong=\33$)A\325\305^\33$)A\320\241\266\253"))
        .isEqualTo("Zhang^XiaoDong=\u5f20^\u5c0f\u4e1c");
  }

  @Test
  void an_equals_sign_ends_no_set_in_text_that_is_no_name() {
    assertThat(text("\\ISO 2022 IR 149", "\33$)C\373\363=\373\363")).isEqualTo("\u6d2a=\u6d2a");
    assertThat(text("\\ISO 2022 IR 144", "\33-L\273\\\273")).isEqualTo("\u041b\\\u00bb");
  }

  @Test
  void gb18030_and_utf8_know_no_escapes() {
    assertThat(name("GB18030", "Wang^XiaoDong=\315\365^\320\241\266\253"))
        .isEqualTo("Wang^XiaoDong=\u738b^\u5c0f\u4e1c");
    assertThat(name("ISO_IR 192", "\303\204neas")).isEqualTo("\u00c4neas");
  }

  @Test
  void single_sets_are_read_by_their_own_table() {
    assertThat(name("ISO_IR 100", "\304neas")).isEqualTo("\u00c4neas");
    assertThat(name("ISO_IR 126", "\304")).isEqualTo("\u0394");
    assertThat(name("ISO_IR 13", "A\\B")).isEqualTo("A\\B");
  }

  @Test
  void unknown_terms_and_none_at_all_read_as_latin_one() {
    for (String terms : new String[] {"", "ISO_IR 999", "nonsense", "ISO 2022 IR 6"}) {
      assertThat(name(terms, "M\374ller")).as(terms).isEqualTo("M\u00fcller");
    }
  }

  @Test
  void a_broken_escape_sequence_loses_nothing_after_it() {
    assertThat(text("\\ISO 2022 IR 87", "A\33Zx")).endsWith("Zx");
    assertThat(text("\\ISO 2022 IR 87", "A\33")).startsWith("A");
    assertThat(text("\\ISO 2022 IR 87", "\33$B;")).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void coded_values_are_never_read_by_the_announced_set() {
    assertThat(CharacterSet.of("ISO_IR 126").decode(new byte[] {(byte) 0xC4}, Vr.CS))
        .isEqualTo("\u00c4");
  }
}
