"""Refusals in the marketplace's own shape."""

from xml.etree import ElementTree as ET

from starlette.responses import JSONResponse, Response


class ApiError(Exception):
    """A request the marketplace refuses, with the status and code it would use."""

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def response(self) -> JSONResponse:
        """Return the refusal as the client sees it."""
        error = {"code": self.code, "message": self.message, "details": self.details}
        return JSONResponse({"errors": [error]}, status_code=self.status)


def invalid_input(message: str, details: str = "") -> ApiError:
    """Return the refusal of a request that is not well formed."""
    return ApiError(400, "InvalidInput", message, details)


def not_found(message: str) -> ApiError:
    """Return the refusal of a request for something that is not there."""
    return ApiError(404, "NotFound", message)


def unauthorized(details: str) -> ApiError:
    """Return the refusal of a request without a good access token."""
    return ApiError(403, "Unauthorized", "Access to requested resource is denied.", details)


def quota_exceeded() -> ApiError:
    """Return the refusal of a request that came too soon."""
    return ApiError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")


def storage_refusal(status: int, code: str, message: str) -> Response:
    """Return a refusal of the store of documents, which speaks XML as S3 does."""
    root = ET.Element("Error")
    ET.SubElement(root, "Code").text = code
    ET.SubElement(root, "Message").text = message
    body = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Response(body, status_code=status, media_type="application/xml")
