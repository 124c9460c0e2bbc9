"""A page with what Wagtail adds to Django's fields and relations."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from wagtail import blocks


class HomePageTag(TaggedItemBase):
    content_object = ParentalKey("HomePage", related_name="tagged_items")


class Person(models.Model):
    name = models.CharField(max_length=50)
    tags = TaggableManager()


class HomePage(Page):
    body = RichTextField(blank=True)
    stream = StreamField([("heading", blocks.CharBlock())])
    tags = ClusterTaggableManager(through=HomePageTag, blank=True)
    people = ParentalManyToManyField(Person, blank=True)
