package org.fedval.coordinator.web.signin;

import org.jspecify.annotations.Nullable;

/**
 * The page to sign in.
 *
 * @param csrf what the form sends back
 * @param login what was typed before
 * @param wrong why that did not work; null at the first look
 * @param provider what the organisation's own sign-in is called; null when there is none
 */
public record SignInForm(
    String csrf, String login, @Nullable String wrong, @Nullable String provider) {
  SignInForm because(String why, String typed) {
    return new SignInForm(csrf, typed, why, provider);
  }
}
