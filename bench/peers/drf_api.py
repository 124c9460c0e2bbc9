"""The bench's operations by Django REST framework."""

from catalog.models import Author, Book, Tag
from django.urls import path
from rest_framework import generics, serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView


class AuthorOut(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ("id", "name")


class BookOut(serializers.ModelSerializer):
    author = AuthorOut()

    class Meta:
        model = Book
        fields = ("id", "title", "slug", "format", "published", "price", "stock", "author")


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ("id", "name", "slug")


class Slice(LimitOffsetPagination):
    """A page without its total: the others count none either."""

    default_limit = 20
    max_limit = 100

    def get_count(self, queryset):
        return 1 << 31

    def get_paginated_response(self, data):
        return Response(data)


class Plain:
    renderer_classes = (JSONRenderer,)
    parser_classes = (JSONParser,)
    authentication_classes = ()
    permission_classes = ()


class Hello(Plain, APIView):
    def get(self, request):
        return Response({"hello": "world"})


class Books(Plain, generics.ListAPIView):
    queryset = Book.objects.select_related("author").order_by("id")
    serializer_class = BookOut
    pagination_class = Slice


class OneBook(Plain, generics.RetrieveAPIView):
    queryset = Book.objects.select_related("author")
    serializer_class = BookOut


class CreateTag(Plain, generics.CreateAPIView):
    queryset = Tag.objects.all()
    serializer_class = TagSerializer


urlpatterns = [
    path("hello", Hello.as_view()),
    path("books", Books.as_view()),
    path("books/<int:pk>", OneBook.as_view()),
    path("tags", CreateTag.as_view()),
]
