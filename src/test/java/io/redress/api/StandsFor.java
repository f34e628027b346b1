package io.redress.api;

import io.redress.identity.Caller;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Somebody behind a request, without the doors in front. */
final class StandsFor implements HandlerMethodArgumentResolver {

  private Caller caller;

  StandsFor(Caller caller) {
    this.caller = caller;
  }

  void is(Caller other) {
    caller = other;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer view, NativeWebRequest request, WebDataBinderFactory binder) {
    return caller;
  }

  /** What the doors make of a wrong role; for these tests only, no component scan finds it. */
  @TestComponent
  @RestControllerAdvice
  static final class Denied {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.FORBIDDEN)
    void denied(AccessDeniedException wrongRole) {}
  }
}
